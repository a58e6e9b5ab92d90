"""Blocks as plain lines, for pipes: no colours, nothing cut to a width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llmos.blocks import Block, Difference, Items, Picture, Table, Text
from llmos.cli.terminal import differences
from llmos.cli.terminal.inert import inert


def lines(blocks: Sequence[Block]) -> Iterator[str]:
    """The blocks line by line."""
    for block in blocks:
        if isinstance(block, Text):
            yield inert(block.text)
        elif isinstance(block, Table):
            yield from _table(block)
        elif isinstance(block, Difference):
            yield inert(block.title)
            yield from (inert(line) for _, line in differences.lines(block))
        elif isinstance(block, Picture):
            yield inert(block.text)
            yield inert(block.caption)
        else:
            yield from _items(block)


def _table(table: Table) -> Iterator[str]:
    named = [table.columns] if any(table.columns) else []
    rows = [[inert(cell).replace("\n", " ") for cell in row] for row in (*named, *table.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
    if table.caption:
        yield inert(table.caption)


def _items(items: Items) -> Iterator[str]:
    if items.heading:
        yield inert(items.heading)
    for item in items.items:
        cites = f" [{inert(item.cites)}]" if item.cites else ""
        yield f"- {inert(item.title)}{cites}"
        yield from (f"    {inert(text)}" for text in (item.detail, item.note) if text)
