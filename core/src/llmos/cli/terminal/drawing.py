"""Blocks drawn with Rich for a person at a terminal. Colours respect NO_COLOR."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box, table
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text as Line

from llmos.blocks import Block, Difference, Item, Items, Picture, Table, Text
from llmos.cli.terminal import differences
from llmos.cli.terminal.inert import inert

_UNBROKEN = 28
"""Characters. A column of cells no longer than this is never broken."""

_STYLES = {"plain": "", "heading": "bold", "note": "dim", "drawing": ""}
_CHANGES = {"stays": "", "goes": "red", "comes": "green", "place": "cyan"}


def draw(blocks: Sequence[Block]) -> None:
    """Draw the blocks to the terminal."""
    console = Console(highlight=False)
    for block in blocks:
        for part in _parts(block):
            console.print(part)


def _parts(block: Block) -> list[RenderableType]:
    if isinstance(block, Text):
        return [_text(block)]
    if isinstance(block, Table):
        return [_table(block)]
    if isinstance(block, Difference):
        return _difference(block)
    if isinstance(block, Picture):
        return [_text(Text(block.text, "drawing")), Line(inert(block.caption), style="dim")]
    return _items(block)


def _text(block: Text) -> Line:
    # A drawing broken at the edge of the terminal would be none.
    cut = block.style == "drawing"
    return Line(
        inert(block.text),
        style=_STYLES[block.style],
        no_wrap=cut,
        overflow="crop" if cut else None,
    )


def _difference(block: Difference) -> list[RenderableType]:
    changed = [
        Line(inert(line), style=_CHANGES[change]) for change, line in differences.lines(block)
    ]
    return [Line(inert(block.title), style="bold"), *changed]


def _table(block: Table) -> table.Table:
    # Rich reads markup in plain strings, and these words may be other people's.
    caption = Line(inert(block.caption)) if block.caption else None
    drawn = table.Table(
        box=box.SIMPLE_HEAD if any(block.columns) else None,
        show_header=any(block.columns),
        pad_edge=False,
        padding=(0, 1, 0, 0),
        caption=caption,
    )
    columns = zip(*block.rows, strict=True) if block.rows else [()] * len(block.columns)
    for column, cells in zip(block.columns, columns, strict=True):
        short = max(map(len, cells), default=0) <= _UNBROKEN
        drawn.add_column(Line(inert(column)), overflow="fold", no_wrap=short)
    for row in block.rows:
        drawn.add_row(*(Line(inert(cell)) for cell in row))
    return drawn


def _items(block: Items) -> list[RenderableType]:
    heading: list[RenderableType] = [Line(inert(block.heading), style="bold")]
    return (heading if block.heading else []) + [
        part for item in block.items for part in _item(item)
    ]


def _item(item: Item) -> list[RenderableType]:
    title = Line("• ", style="cyan") + Line(inert(item.title), style="bold")
    if item.cites:
        title.append(f"  [{inert(item.cites)}]", style="dim")
    details = [Line(inert(item.detail)), Line(inert(item.note), style="dim")]
    return [Padding(title, (0, 0, 0, 1)), *(Padding(d, (0, 0, 0, 3)) for d in details if d.plain)]
