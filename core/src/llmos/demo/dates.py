"""Days counted from another day, and the placeholders that keep words such as "by Friday" true.

`{weekday:+2}`, `{date:+5}` and `{iso:+5}` count days, `{week:+0}` weeks and `{month:-1}` months
from the day of the message that they stand in. A thread says which days it counts: all of them,
working days only, or those of one weekday.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Literal

import msgspec

from llmos.demo.people import Language
from llmos.errors import LlmosError

Days = Literal[
    "all", "working", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
]

WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
}
MONTHS: dict[Language, tuple[str, ...]] = {
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    "de": (
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
}
_BRACES = re.compile(r"\{([^{}]*)\}")
_PLACEHOLDER = re.compile(r"(weekday|date|iso|week|month):([+-]\d+)")


def move(start: date, offset: int, days: Days) -> date:
    """The day that is `offset` counted days after the start, or before it if negative."""
    step = timedelta(days=1 if offset > 0 else -1)
    day = start
    for _ in range(abs(offset)):
        day += step
        while not _counts(day, days):
            day += step
    return day


def _counts(day: date, days: Days) -> bool:
    if days == "all":
        return True
    if days == "working":
        return day.weekday() < 5
    return WEEKDAYS["en"][day.weekday()].lower() == days


class Moment(msgspec.Struct, frozen=True):
    """When a message was written, in whose words, and which days its thread counts."""

    when: datetime
    language: Language
    days: Days

    def day(self, offset: int) -> date:
        """The day that is so many counted days from this one."""
        return move(self.when.date(), offset, self.days)

    def at(self, offset: int, clock: time) -> datetime:
        """A time of day, so many counted days from this one."""
        return datetime.combine(self.day(offset), clock, tzinfo=self.when.tzinfo)

    def fill(self, text: str) -> str:
        """The text with its placeholders replaced by what they mean on this day."""
        return _BRACES.sub(self._replace, text)

    def _replace(self, match: re.Match[str]) -> str:
        known = _PLACEHOLDER.fullmatch(match[1])
        if known is None:
            raise LlmosError(
                f"The sample life holds the placeholder {match[0]}, which means nothing.",
                hint="Write it like {weekday:+2}, {date:+5}, {iso:+0}, {week:+0} or {month:-1}.",
            )
        return self._say(known[1], int(known[2]))

    def _say(self, what: str, offset: int) -> str:
        if what == "month":
            return MONTHS[self.language][(self.when.month - 1 + offset) % 12]
        if what == "week":
            return str((self.when.date() + timedelta(weeks=offset)).isocalendar().week)
        day = self.day(offset)
        if what == "weekday":
            return WEEKDAYS[self.language][day.weekday()]
        return day.isoformat() if what == "iso" else self._say_date(day)

    def _say_date(self, day: date) -> str:
        dot = "." if self.language == "de" else ""
        return f"{day.day}{dot} {MONTHS[self.language][day.month - 1]}"
