"""The hooks of llmos-calendar. They declare; `tools` does the work."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from llmos import hookimpl
from llmos_calendar.settings import CalendarSettings
from llmos_calendar.tools import (
    changing,
    creating,
    due_now,
    free_time,
    from_mail,
    indexing,
    inviting,
    looking,
    picturing,
    reminding,
)


@hookimpl
def llmos_tools() -> list[Any]:
    """What the model may call."""
    return [
        looking.events,
        looking.next,
        free_time.free,
        free_time.conflicts,
        picturing.agenda,
        creating.create,
        changing.move,
        changing.cancel,
        from_mail.add_from_mail,
        inviting.invite,
        reminding.remind,
        reminding.reminders,
        reminding.done,
        reminding.snooze,
    ]


@hookimpl
def llmos_settings() -> type[BaseModel]:
    """What the user can set."""
    return CalendarSettings


@hookimpl
def llmos_index() -> Any:
    """What `llmos index` runs."""
    return indexing.refresh


@hookimpl
def llmos_inspect() -> Any:
    """What `llmos setup` runs to show what it found."""
    return indexing.inspect


@hookimpl
def llmos_undo() -> Any:
    """What `llmos undo` runs."""
    return changing.restore


@hookimpl
def llmos_due() -> Any:
    """What `llmos remind --due` runs."""
    return due_now.due


@hookimpl
def llmos_status() -> Any:
    """What `llmos index status` runs."""
    return indexing.status
