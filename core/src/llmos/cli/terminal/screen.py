"""Printing: for people at a terminal, for pipes, and as JSON for machines."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from llmos.blocks import Block, Table, Text


def show(blocks: Sequence[Block]) -> None:
    """Print blocks: drawn where a person looks, plain lines where a program reads."""
    if sys.stdout.isatty():
        # Imported here because a pipe does not need Rich, which costs more than the rest.
        from llmos.cli.terminal.drawing import draw

        draw(blocks)
    else:
        from llmos.cli.terminal.plain import lines

        sys.stdout.write("".join(f"{line}\n" for line in lines(blocks)))


def show_table(columns: list[str], rows: list[list[str]], *, caption: str = "") -> None:
    """Print one table."""
    show([Table(columns=columns, rows=rows, caption=caption)])


def say(text: str) -> None:
    """Print one sentence."""
    show([Text(text)])


def note(text: str) -> None:
    """Tell the person something that is not part of the output."""
    from llmos.cli.terminal.inert import inert

    sys.stderr.write(inert(text) + "\n")


def show_json(value: Any) -> None:
    """Print one value as one line of JSON; paths and times as text."""
    import msgspec

    sys.stdout.write(msgspec.json.encode(value, enc_hook=str).decode() + "\n")
    sys.stdout.flush()


def say_error(message: str, hint: str, *, as_json: bool, code: int) -> None:
    """Say why a run failed and what to do; with `--json` also as an object on the output."""
    from llmos.cli.terminal.inert import inert

    if as_json:
        show_json({"error": message, "hint": hint, "exit_code": code})
    sys.stderr.write(f"llmos: {inert(message)}\n")
    if hint:
        sys.stderr.write(f"  {inert(hint)}\n")
