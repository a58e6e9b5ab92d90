"""`llmos route`: which call a request would become. Runs nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from llmos.cli import options
from llmos.cli.door import Door
from llmos.errors import LlmosError

if TYPE_CHECKING:
    from llmos.kernel import Kernel
    from llmos.router import Route


@click.command()
@click.argument("words", nargs=-1, metavar="REQUEST")
@click.option(
    "--batch",
    type=click.Path(path_type=Path),
    metavar="FILE.jsonl",
    help='Read lines like {"request": "..."} and print one JSON line each; - is standard input.',
)
@options.as_json
@click.pass_obj
def route(door: Door, words: tuple[str, ...], batch: Path | None, as_json: bool) -> None:
    """Show the call that a request becomes, and run nothing.

    Example: llmos route "mails from Ada since last Monday"
    """
    from llmos.cli.terminal.progress import watching

    if bool(words) == bool(batch):
        raise click.UsageError("give either a REQUEST or --batch FILE.jsonl")
    requests = _requests(batch) if batch else iter([" ".join(words)])
    with door.kernel() as kernel:
        for text in requests:
            with watching() as watcher:
                found = kernel.route(kernel.request(text, door="route"), watcher)
            _print(kernel, found, as_json=as_json or batch is not None)


def _requests(file: Path) -> Iterator[str]:
    import msgspec

    lines = sys.stdin if str(file) == "-" else _open(file)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield str(msgspec.json.decode(line, type=dict[str, object])["request"])
        except (msgspec.DecodeError, KeyError) as error:
            raise LlmosError(
                f'{file}, line {number}, is not a JSON object with "request".',
                hint='Write lines like {"request": "mails from Ada"}.',
            ) from error


def _open(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LlmosError(f"{file} cannot be read: {error}.") from error


def _print(kernel: Kernel, route: Route, *, as_json: bool) -> None:
    from llmos.cli.terminal.needs import in_words, not_granted
    from llmos.cli.terminal.screen import note, say, show_json

    call = route.call
    lacking = not_granted(kernel, call) if call else []
    if as_json:
        show_json(
            {
                "plugin": call.plugin if call else None,
                "tool": call.tool if call else None,
                "arguments": call.arguments if call else {},
                "not_granted": lacking,
                "words": route.question or route.remark,
                "seconds": round(route.seconds, 3),
            }
        )
    elif call is None:
        say(route.question or route.remark or "None of the installed tools serves this.")
    else:
        arguments = "".join(f"\n  {name} = {value!r}" for name, value in call.arguments.items())
        needs = kernel.hooks.tool(call.tool).spec.needs
        say(f"{call.tool}{arguments}\nneeds {in_words(needs, lacking)} · {route.seconds:.1f} s")
        if lacking and set(lacking) <= set(needs):
            note(f"I could do this if you allow {' and '.join(lacking)}: llmos ask asks you.")
