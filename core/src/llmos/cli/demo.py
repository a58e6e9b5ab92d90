"""`llmos demo`: a sample life to try everything on."""

from __future__ import annotations

import click

from llmos.cli import options
from llmos.cli.door import Door


@click.command()
@options.as_json
def demo(as_json: bool) -> None:
    """Make the sample home: an invented person's mail, calendars, health and files, up to now.

    Use it with --demo before any command. Your own data and settings are not touched.

    Example: llmos demo && llmos --demo ask "What am I forgetting to follow up on?"
    """
    from llmos import clock
    from llmos.cli.terminal.preparing import prepare
    from llmos.cli.terminal.screen import say, show_json
    from llmos.demo import build

    sample_door = Door(sample=True)
    home = sample_door.home
    sample = build(home.config / "life", clock.now(clock.zone()))
    with sample_door.kernel() as kernel:
        kernel.adopt(sample.profile, sample.time_zone, sample.sources)
        prepare(kernel)
    if as_json:
        show_json({"home": home.config, "person": sample.profile, "sources": sample.sources})
        return
    say(
        f"The sample home of {sample.profile.name} is in {home.config}.\n"
        'Try: llmos --demo ask "What am I forgetting to follow up on?"'
    )
