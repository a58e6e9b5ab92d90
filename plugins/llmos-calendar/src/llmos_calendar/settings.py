"""What the user can set for calendars, under `[plugins.calendar.settings]` in config.toml."""

from __future__ import annotations

from datetime import time
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, model_validator

_LOOPBACK = ("localhost", "127.0.0.1", "::1")

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

WEEKDAYS: tuple[Weekday, ...] = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


class Account(BaseModel):
    """Calendars on a server: all of a CalDAV account, or one feed that somebody publishes.

    The password is the secret of the account's name (`llmos secrets set calendar NAME`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$", description="What you call it.")
    url: str = Field(pattern=r"^(https?|webcal)://", description="Where it is.")
    user: str = Field(default="", description="Your name there; empty if it asks for none.")
    kind: Literal["caldav", "feed"] = Field(
        default="caldav", description="A CalDAV server, or a feed that you only read."
    )

    @model_validator(mode="after")
    def _is_secure(self) -> Account:
        host = urlsplit(self.url).hostname or ""
        if self.user and self.url.startswith("http://") and host not in _LOOPBACK:
            raise ValueError(f"a password is not sent to {host} in the clear")
        return self


class CalendarSettings(BaseModel):
    """The settings of llmos-calendar."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    work_begins: time = Field(default=time(9), description="When your working day begins.")
    work_ends: time = Field(default=time(18), description="When your working day ends.")
    work_days: tuple[Weekday, ...] = Field(
        default=WEEKDAYS[:5], description="The days on which you work."
    )
    buffer_minutes: int = Field(
        default=0, ge=0, le=240, description="Minutes to keep free around what is in the calendar."
    )
    event_minutes: int = Field(
        default=60, ge=5, le=1440, description="How long an event is that says nothing of it."
    )
    calendar: str = Field(default="", description="The calendar that new events go into.")
    accounts: tuple[Account, ...] = Field(default=(), description="Calendars on servers.")
    sync_minutes: int = Field(
        default=15, ge=1, le=10_080, description="How old what was fetched may be."
    )
