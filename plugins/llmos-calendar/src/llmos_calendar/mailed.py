"""Appointments that mails tell about: the mail through llmos-mail, the facts through the model.

The model reads the text under a closed schema and has no tools, so the worst that a mail can do is
to name a wrong day. What it names must stand in the mail, and the user sees the sentence that says
so.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from llmos import Context, ToolError

_MOST_MAILS = 3
_MOST_CHARS = 4_000
_WHAT = "Find the one appointment, meeting or date that this mail proposes or announces."
_DAYS_AHEAD = 800
_WEEKDAYS = (
    ("monday", "montag"),
    ("tuesday", "dienstag"),
    ("wednesday", "mittwoch"),
    ("thursday", "donnerstag"),
    ("friday", "freitag"),
    ("saturday", "samstag", "sonnabend"),
    ("sunday", "sonntag"),
)
_NEAR = ("today", "tonight", "tomorrow", "heute", "morgen", "übermorgen")


class Appointment(BaseModel):
    """What the model reads out of a mail, in its own words; small models leave much of it empty."""

    model_config = ConfigDict(extra="forbid")

    is_there: bool = Field(description="Whether the mail tells of an appointment at all.")
    title: str = Field(max_length=100, description="What it is, in a few words: Dinner at Ana's.")
    day: str = Field(max_length=20, description="Its day, as YYYY-MM-DD; empty if not said.")
    clock: str = Field(max_length=10, description="When it begins, as HH:MM; empty if not said.")
    place: str = Field(max_length=200, description="Where it is; empty if not said.")

    def on(self) -> date | None:
        """Its day, if that is one."""
        try:
            return date.fromisoformat(self.day.strip()[:10])
        except ValueError:
            return None

    def at(self) -> time | None:
        """When it begins, if that is a time of day."""
        try:
            return time.fromisoformat(self.clock.strip().rjust(5, "0")[:5])
        except ValueError:
            return None


class Mailed(BaseModel):
    """An appointment and the mail that tells about it; `sentence` is where it says when."""

    model_config = ConfigDict(frozen=True)

    title: str
    day: date
    clock: time | None
    place: str | None
    mail: str
    subject: str
    sender: str
    sentence: str


def find(ctx: Context, sender: str | None, about: str | None, mail: str | None) -> Mailed:
    """The appointment in the mail that is meant; an error in words if none is sure."""
    ids = [mail] if mail else _ids(ctx, sender, about)
    doubts: list[str] = []
    for id in ids:
        letter = ctx.call("mail.read", id=id)
        found = _read(ctx, letter)
        if isinstance(found, Mailed):
            return found
        doubts.append(found)
    if not ids:
        raise ToolError("There is no such mail.", hint="Say who wrote it, or other words of it.")
    raise ToolError(
        f"No mail of these tells clearly when: {'; '.join(doubts)}.",
        hint="Say when it is, and it is put into the calendar.",
    )


def _ids(ctx: Context, sender: str | None, about: str | None) -> list[str]:
    wanted = {name: text for name, text in (("sender", sender), ("text", about)) if text}
    answer = ctx.call("mail.search", limit=_MOST_MAILS, **wanted)
    return [str(line["id"]) for line in answer["messages"]]


def _read(ctx: Context, letter: dict[str, Any]) -> Mailed | str:
    """The appointment of one mail, or why there is none to be sure of."""
    subject, text = str(letter["subject"]), str(letter["text"] or "")[:_MOST_CHARS]
    sent = datetime.fromisoformat(str(letter["sent"]))
    told = f"Sent on {sent:%A, %Y-%m-%d}.\nSubject: {subject}\n\n{text}"
    found = ctx.model.extract(Appointment, told, what=_WHAT, records=[str(letter["id"])])
    day, clock = found.on(), found.at()
    if not found.is_there or day is None:
        return f"“{subject}” tells of none"
    words = f"{subject}\n{text}".casefold()
    if not (_says_day(words, day, sent.date()) and _says_clock(words, clock)):
        return f"“{subject}” does not say {day:%d %b} {clock or ''}".rstrip()
    place = found.place.strip()
    return Mailed(
        title=found.title.strip() or subject,
        day=day,
        clock=clock,
        place=place if place and place.casefold() in words else None,
        mail=str(letter["id"]),
        subject=subject,
        sender=str(letter["sender"]),
        sentence=_sentence(text, day, clock),
    )


def _says_day(words: str, day: date, sent: date) -> bool:
    """Whether the mail names the day: its number, or its weekday in the coming week."""
    if not sent <= day <= sent + timedelta(days=_DAYS_AHEAD):
        return False
    if re.search(rf"(?<!\d)0?{day.day}(?!\d)", words):
        return True
    is_near = day - sent <= timedelta(days=13)
    return is_near and any(name in words for name in (*_WEEKDAYS[day.weekday()], *_NEAR))


def _says_clock(words: str, clock: time | None) -> bool:
    if clock is None:
        return True
    hours = {clock.hour, clock.hour % 12 or 12}
    minutes = (
        f"[:.h]{clock.minute:02}" if clock.minute else r"(?:[:.h]00|\s*(?:uhr|am|pm|o'clock))?"
    )
    return any(re.search(rf"(?<![\d:.])0?{hour}{minutes}(?!\d)", words) for hour in hours)


def _sentence(text: str, day: date, clock: time | None) -> str:
    """The line that says when, for the user to check."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for number, line in enumerate(lines):
        if clock and not _says_clock(line.casefold(), clock):
            continue
        if clock or re.search(rf"(?<!\d)0?{day.day}(?!\d)", line):
            return " ".join(lines[max(0, number - 1) : number + 1])[:300]
    return lines[0][:300] if lines else ""
