"""`llmos eval`: how well labelled requests are understood. Runs nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from llmos.cli import options
from llmos.cli.door import Door

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from llmos.blocks import Block
    from llmos.calls import Request
    from llmos.router import Route
    from llmos.router.evaluating import Figures, Judged, Labelled


@click.command("eval")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.jsonl")
@click.option("--split", default="", help="Only the requests of this split.")
@click.option(
    "--tools",
    type=click.Path(path_type=Path),
    metavar="TOOLS.toml",
    help="Choose among the tools that this file describes, not among the installed ones.",
)
@click.option("--wrong", is_flag=True, help="Also list each request that went wrong.")
@options.as_json
@click.pass_obj
def evaluate(
    door: Door, file: Path, split: str, tools: Path | None, wrong: bool, as_json: bool
) -> None:
    """Route labelled requests and print how many went right, by tool, argument, plugin, language.

    Example: llmos eval requests.jsonl --split report
    """
    from llmos.cli.terminal.screen import show, show_json
    from llmos.router.evaluating import figures, read_labelled

    labelled = read_labelled(file, split)
    with door.kernel() as kernel:
        route = kernel.rehearsal(tools)
        judged = _judged(labelled, route, kernel.request("", door="eval"))
    found = figures(judged)
    if as_json:
        show_json({"figures": found, "wrong": [one for one in judged if not one.all_right]})
        return
    show(_drawn(found, len(judged)))
    if wrong:
        show(_each([one for one in judged if not one.all_right]))


def _judged(
    labelled: Sequence[Labelled], route: Callable[[Request], Route], like: Request
) -> list[Judged]:
    import msgspec

    from llmos.cli.terminal.progress import watching
    from llmos.events import Progress
    from llmos.router.evaluating import judge

    judged = []
    with watching() as watcher:
        for done, label in enumerate(labelled):
            watcher(Progress("Routing labelled requests", done, len(labelled)))
            now = label.now if label.now.tzinfo else label.now.replace(tzinfo=like.now.tzinfo)
            request = msgspec.structs.replace(like, text=label.request, now=now)
            judged.append(judge(label, _tried(route, request)))
    return judged


def _tried(route: Callable[[Request], Route], request: Request) -> Route:
    """The route; a request that none came of counts as asked back."""
    from llmos.errors import RoutingError
    from llmos.router import Route

    try:
        return route(request)
    except RoutingError as error:
        return Route(None, error.attempts, 0.0, question=error.message)


def _drawn(found: Figures, count: int) -> list[Block]:
    from llmos.blocks import Table, Text

    main = [
        ["right tool", str(found.tool)],
        ["right tool and all arguments", str(found.whole)],
        *[[f"  {kind} right, where the tool was", str(share)] for kind, share in _sorted(found)],
        ["refused what no tool serves", str(found.refused)],
        ["refusals that were right", str(found.precision)],
        ["refused what a tool serves", str(found.wrongly)],
        ["answered by a question back", str(found.asked)],
        *[[f"seconds, {name}", f"{value:.2f}"] for name, value in found.seconds.items()],
        *[[f"tokens {way}", _percentiles(values)] for way, values in found.tokens.items()],
    ]
    blocks: list[Block] = [Text(f"{count} requests", style="heading"), Table(["", ""], main)]
    for name, groups in found.groups.items():
        rows = [[group.name, str(group.tool), str(group.whole)] for group in groups]
        blocks.append(Table([name, "right tool", "with all arguments"], rows))
    rows = [[wanted, got, str(times)] for wanted, got, times in found.confusions]
    return [*blocks, Table(["wanted", "got", "times"], rows)]


def _percentiles(values: dict[str, int]) -> str:
    return ", ".join(f"{name} {value:,}" for name, value in values.items())


def _sorted(found: Figures) -> list[tuple[str, object]]:
    return sorted(found.kinds.items())


def _each(wrong: Sequence[Judged]) -> list[Block]:
    from llmos.blocks import Item, Items

    def said(one: Judged) -> Item:
        got = f"{one.tool or one.question or 'none'} {one.arguments or ''}"
        wanted = [f"{call.tool or 'none'} {call.arguments or ''}" for call in one.label.wanted]
        return Item(one.label.request, got, f"wanted {', or '.join(wanted)}")

    return [Items([said(one) for one in wrong], "Went wrong")]
