"""The permissions that the tools need, and parameters that many of them have."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from llmos import Permission, Takes
from llmos_calendar.moments import When

READ = Permission("calendar:read")
WRITE = Permission("calendar:write")
MAIL = Permission("mail:read")
MAIL_WRITE = Permission("mail:write")
PROFILE = Permission("profile:read")
NOTIFY = Permission("notifications:show")

Since = Annotated[When | None, Takes("day"), Field(description="First day, or moment.")]
Until = Annotated[When | None, Takes("day"), Field(description="Last day, included, or moment.")]
Text = Annotated[
    str | None, Takes("title"), Field(description="Words of the title, place or notes.")
]
Person = Annotated[
    str | None, Takes("person"), Field(description="Name or address of who takes part.")
]
Place = Annotated[str | None, Field(description="Where it is.")]
CalendarName = Annotated[str | None, Field(description="Name of the calendar.")]

Zone = Annotated[
    str | None, Field(description="City whose clocks are meant, where that is not mine.")
]
After = Annotated[
    str | None, Takes("title"), Field(description="Words of the event that comes before it.")
]
Before = Annotated[
    str | None, Takes("title"), Field(description="Words of the event that follows it.")
]
During = Annotated[
    str | None, Takes("title"), Field(description="Words of the event in whose time it is.")
]
