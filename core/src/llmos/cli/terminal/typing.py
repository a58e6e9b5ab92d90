"""Lines that a person types, with editing and the requests of before at the arrow keys.

The history is in this process alone: it is what the memory of chats holds, and goes with it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from llmos.cli.terminal.screen import note


class Typing:
    """Reads one line after the other, from a terminal or from a pipe."""

    def __init__(self, earlier: Sequence[str]) -> None:
        self._edits = sys.stdin.isatty() and sys.stdout.isatty()
        if self._edits and (readline := _readline()):
            for line in earlier:
                readline.add_history(line)

    def line(self) -> str | None:
        """The next line; None at the end of the input. Ctrl-C throws away what is half typed."""
        while True:
            try:
                return self._read()
            except EOFError:
                return None
            except KeyboardInterrupt:
                if not sys.stdin.isatty():
                    return None
                note("\nCtrl-D or /quit ends the chat.")

    def forget(self) -> None:
        """Take all earlier lines from the arrow keys."""
        if self._edits and (readline := _readline()):
            readline.clear_history()

    def _read(self) -> str | None:
        if self._edits:
            return input("> ").strip()
        if sys.stdin.isatty():
            sys.stderr.write("> ")
            sys.stderr.flush()
        line = sys.stdin.readline()
        return line.strip() if line else None


def _readline() -> Any:
    """The module, which some systems do not have."""
    try:
        import readline
    except ImportError:
        return None
    return readline
