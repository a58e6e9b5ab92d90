"""Writes the pages of docs/reference that follow from the code: `python docs/generate.py`.

`docs/test_reference.py` fails when a page no longer says what the code says.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import click

from llmos import hookspecs
from llmos.cli import app as root
from llmos.permissions import VOCABULARY

REFERENCE = Path(__file__).parent / "reference"
_WIDTH = 88
_TABLE = "<!-- vocabulary: written by docs/generate.py -->"
_END = "<!-- end -->"


def pages() -> dict[Path, str]:
    """Every generated page and what it should hold."""
    return {
        REFERENCE / "commands.md": commands(),
        REFERENCE / "hooks.md": hooks(),
        REFERENCE / "permissions.md": permissions(),
    }


def commands() -> str:
    """The help of every command, as `--help` prints it."""
    helps = [
        f"## {path}\n\n```text\n{text}\n```\n" for path, text in _helps(root.app, "llmos", None)
    ]
    exit_codes = (inspect.getdoc(root) or "").partition("\n\n")[2]
    return f"# Commands\n\n{exit_codes}\n\n" + "\n".join(helps)


def hooks() -> str:
    """The documentation of every hook, from its specification."""
    names = [name for name in dir(hookspecs) if name.startswith("llmos_")]
    parts = [f"## `{name}`\n\n{inspect.getdoc(getattr(hookspecs, name))}\n" for name in names]
    intro = (inspect.getdoc(hookspecs) or "").partition("\n\n")[2]
    return f"# Hooks\n\n{intro}\n\n" + "\n".join(parts)


def permissions() -> str:
    """The page about permissions, with the table of the vocabulary as the code has it."""
    before, _, rest = (REFERENCE / "permissions.md").read_text("utf-8").partition(_TABLE)
    return f"{before}{_TABLE}\n" + "".join(_vocabulary()) + _END + rest.partition(_END)[2]


def _vocabulary() -> Iterator[str]:
    yield "| permission | lets a plugin | names (`--only`) | days | resolutions | `--to` |\n"
    yield "|---|---|---|---|---|---|\n"
    for name, known in VOCABULARY.items():
        cells = [
            f"`{name}`",
            known.meaning,
            known.names,
            "yes" if known.dated else "",
            ", ".join(known.resolutions),
            ", ".join(known.to),
        ]
        yield f"| {' | '.join(cells)} |\n"


def _helps(
    command: click.Command, path: str, parent: click.Context | None
) -> Iterator[tuple[str, str]]:
    context = click.Context(
        command, info_name=path if parent is None else command.name, parent=parent
    )
    context.terminal_width = _WIDTH
    yield path, command.get_help(context).rstrip()
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            yield from _helps(command.commands[name], f"{path} {name}", context)


if __name__ == "__main__":
    for page, text in pages().items():
        page.write_text(text, "utf-8")
        click.echo(f"written: {page.name}")
