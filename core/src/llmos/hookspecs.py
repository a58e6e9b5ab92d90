"""The hooks: the table of system calls between llmos and a plugin.

Hooks declare, functions run. No hook takes a parameter or does any work; each returns functions
or classes, and everything that runs later is a declared `@tool` function with its permissions,
so that one broker decides about all of it. Inside the worker the plugin's module implements
these hooks; in the kernel a proxy per plugin implements the same ones from its description.

All hooks are optional. They are called once, when the worker loads the plugin; raising in one
sets the plugin aside with its reason, and the other plugins go on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    from pydantic import BaseModel

    from llmos.tools import Tool

PROJECT = "llmos"

PREFIX = "llmos_"
FUNCTIONS = ("due", "index", "inspect", "status", "undo", "wait")
"""The hooks that declare one function each, without their prefix."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def llmos_tools() -> Sequence[Tool[..., Any]]:  # type: ignore[empty-body]  # a specification
    """The tools that the model may call. An empty list means that there are none (yet)."""


@hookspec
def llmos_settings() -> type[BaseModel] | None:
    """The class of the plugin's settings; every field has a default. None means no settings.

    The values are kept under `[plugins.<id>.settings]` in config.toml and reach tools, validated,
    as `ctx.settings`.
    """


@hookspec
def llmos_index() -> Tool[..., Any] | None:
    """The function that brings the plugin's index up to date with its sources.

    `llmos index` runs it; the model cannot. It reports through `ctx.progress`, can be stopped at
    any moment and goes on from there the next time. None means that there is nothing to index.

    Where a grant gives data only coarsely (`ctx.scope(...).resolution` is not the finest), it is
    the one function that has the sources: llmos runs it before each tool, in a process and with a
    `ctx.data` of these limits alone. What it writes there must hold nothing finer, and all that
    the tools need, because they then run without sources. Such a run should be quick when nothing
    has changed.
    """


@hookspec
def llmos_undo() -> Tool[..., Any] | None:
    """The function that takes back what one of the plugin's tools has done.

    A tool whose result says how it can be undone (`Result.undoing`) gives the arguments. `llmos
    undo` runs the function, with those of its permissions that the tool had too; the model cannot.
    It refuses, and changes nothing, where somebody else has changed the same thing since. None
    means that nothing can be taken back.
    """


@hookspec
def llmos_wait() -> Tool[..., Any] | None:
    """The function that returns once something in the sources has changed, or after some minutes.

    `llmos index PLUGIN --watch` runs it and the index function in turn; the model cannot. It says
    now and then through `ctx.progress` that it is still there, and can be stopped at any moment.
    None means that the plugin cannot wait for anything.
    """


@hookspec
def llmos_inspect() -> Tool[..., Any] | None:
    """The function that says what the sources hold, quickly and without an index.

    `llmos setup` runs it, after the permission that opens the sources was granted, to show the
    user what was found. The model cannot run it. None means that there is nothing to say.
    """


@hookspec
def llmos_status() -> Tool[..., Any] | None:
    """The function that says what the index holds, and what was passed over and why.

    `llmos index status` runs it; the model cannot. It reads the index as it is and brings nothing
    up to date, so it answers at once. None means that there is nothing to say.
    """


@hookspec
def llmos_due() -> Tool[..., Any] | None:
    """The function that says what the user must be told now, such as reminders.

    `llmos remind --due` runs it in the background (so it needs background grants, one of them
    `notifications:show`); the model cannot. Its result has a list `due` of objects with `title`,
    `text` and `at`. What it has once given it never gives again, whoever asks. None means that
    nothing of this plugin is ever due.
    """
