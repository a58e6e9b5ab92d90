"""`llmos permissions export` and `import`: your answers as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from llmos.cli import options
from llmos.cli.door import Door

if TYPE_CHECKING:
    from llmos.broker import Grant
    from llmos.kernel import Change


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def export(door: Door, file: Path) -> None:
    """Write your lasting answers to FILE, which people can read.

    Example: llmos permissions export answers.toml
    """
    from llmos.atomic import write_atomically
    from llmos.broker import written
    from llmos.cli.terminal.screen import say

    with door.kernel() as kernel:
        grants = [grant for grant in kernel.grants.all() if grant.answer != "session"]
    write_atomically(file.absolute(), written(grants).encode())
    say(f"{len(grants)} answers written to {file}.")


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.as_json
@click.pass_obj
def import_(door: Door, file: Path, as_json: bool) -> None:
    """Show what FILE would change in your answers, and change it if you agree.

    Answers that the file does not name stay as they are. It needs a terminal, because a file is
    not you.

    Example: llmos permissions import answers.toml
    """
    from llmos.cli.terminal.asking import agreed, terminal_asker
    from llmos.cli.terminal.screen import note, say, show_json
    from llmos.errors import LlmosError

    with door.kernel() as kernel:
        proposal = kernel.propose(file.read_text("utf-8", errors="replace"), str(file))
        if as_json:
            show_json(proposal)
            return
        for reason in proposal.left_out:
            note(f"Left out: {reason}")
        if not proposal.changes:
            say("The file changes nothing here.")
            return
        if terminal_asker() is None:
            for change in proposal.changes:
                note(_line(change))
            raise LlmosError(
                f"Nothing of {file} was taken: that needs your answer, and there is no terminal.",
                hint="Run it in a terminal, or grant one by one: llmos permissions grant --help",
            )
        if agreed([_line(change) for change in proposal.changes], "Change these answers?"):
            kernel.take(proposal.changes)
            say(f"{len(proposal.changes)} answers changed.")
        else:
            say("Nothing was changed.")


def _line(change: Change) -> str:
    about = f"{change.after.plugin} {change.after.permission}"
    apart = "" if change.after.foreground else " on its own"
    if change.before is None:
        return f"  + {about}{apart}: {_said(change.after)}"
    return f"  ~ {about}{apart}: {_said(change.after)}\n      until now {_said(change.before)}"


def _said(grant: Grant) -> str:
    opened = f", opens {', '.join(grant.opens)}" if grant.opens else ""
    limits = f", {grant.scope.in_words()}" if grant.scope.in_words() else ""
    return f"{grant.answer}{opened}{limits}"
