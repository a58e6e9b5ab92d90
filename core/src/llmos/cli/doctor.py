"""`llmos doctor`: what works on this machine, what does not, and what to do about it."""

from __future__ import annotations

import click

from llmos.cli import options
from llmos.cli.door import Door


@click.command()
@options.as_json
@click.pass_obj
def doctor(door: Door, as_json: bool) -> None:
    """Check this machine, the model, the plugins and the state. Exit code 1 if something fails."""
    from dataclasses import asdict

    from llmos.cli.checkup import checkup
    from llmos.cli.terminal.screen import show_json, show_table

    with door.kernel() as kernel:
        findings = checkup(kernel)
    if as_json:
        show_json([asdict(finding) for finding in findings])
    else:
        rows = [[finding.part, finding.state, finding.words] for finding in findings]
        show_table(["part", "state", "what was found"], rows)
    if any(finding.state == "fails" for finding in findings):
        raise click.exceptions.Exit(1)
