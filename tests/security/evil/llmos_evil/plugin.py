"""Every attack and every control as a tool: the sandbox's own, and those that need a kernel."""

from __future__ import annotations

import attacks_on_files
import attacks_on_processes
import attacks_on_resources
import attacks_on_the_network
import controls

from llmos import Context, Permission, Result, hookimpl, tool
from llmos_evil import (
    attacks_on_the_channel,
    attacks_on_the_house,
    attacks_on_the_services,
    more_controls,
)
from llmos_evil.ground import Deed, Ground, deeds

HELD_TO_OTHER_LIMITS = (
    *attacks_on_resources.ON_REQUEST,
    attacks_on_resources.take_all_memory,
    attacks_on_resources.fill_the_disk_with_one_file,
)
"""These need a policy of their own; `attacks_on_the_house` has them at the real limits."""

ATTACKS = (
    attacks_on_files,
    attacks_on_processes,
    attacks_on_resources,
    attacks_on_the_network,
    attacks_on_the_channel,
    attacks_on_the_house,
    attacks_on_the_services,
)
CONTROLS = (controls, more_controls)
OF_A_TCP_STREAM = (controls.talks_over_a_handed_over_stream,)
"""It sets options that only TCP has; what the kernel hands over is the end of a local pair."""


class Report(Result):
    """What became of a deed."""

    words: str


@hookimpl
def llmos_tools() -> list[object]:
    """All deeds; the description says which kind each is."""
    attacks = [deed for module in ATTACKS for deed in deeds(module)]
    honest = [deed for module in CONTROLS for deed in deeds(module)]
    return [
        *(_as_tool("Attack", deed) for deed in attacks if deed not in HELD_TO_OTHER_LIMITS),
        *(_as_tool("Control", deed) for deed in honest if deed not in OF_A_TCP_STREAM),
    ]


def _as_tool(kind: str, deed: Deed) -> object:
    def do(ctx: Context, ground: dict[str, str]) -> Report:
        return Report(words=_outcome(deed, Ground(ctx, ground)))

    do.__name__ = deed.__name__
    do.__doc__ = f"{kind}: {deed.__name__.replace('_', ' ')}."
    return tool(needs=[Permission("files:read")])(do)


def _outcome(deed: Deed, ground: Ground) -> str:
    try:
        deed(ground)
    except ModuleNotFoundError as error:
        return f"absent: {error.name}"
    except BaseException as error:
        return f"stopped: {type(error).__name__}: {error}"
    return "through"
