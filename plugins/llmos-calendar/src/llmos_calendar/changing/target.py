"""Which event is meant: by its id, or by words of its title and the day that it is on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from llmos import Context, ToolError
from llmos_calendar import granted
from llmos_calendar.changing.shelves import shelf_of
from llmos_calendar.index.alike import alternatives, holds
from llmos_calendar.index.happening import Happening
from llmos_calendar.index.origin import Origin, origin_of
from llmos_calendar.index.rows import folded
from llmos_calendar.index.wanted import Wanted, Window
from llmos_calendar.moments import window
from llmos_calendar.opening import Calendars
from llmos_calendar.reading.entry import Kind
from llmos_calendar.results.wording import spoken, spoken_day
from llmos_calendar.searching import nearest, sought, without_general
from llmos_calendar.writing.document import Document
from llmos_calendar.writing.series import Series
from llmos_calendar.writing.shelf import Shelf

_ID = re.compile(r"[0-9a-f]{12}(-\d{8}(t\d{6})?)?")
_DAYS = 366
_MOST_CHOICES = 20
_TITLE = 80
"""Characters of a title in a question."""

_WHICH_ONE = "Say which day, more of its title, or its id."

Which = Literal["this", "following", "all"]


@dataclass(frozen=True)
class Target:
    """An event, where it lies, and what its file holds now."""

    one: Happening
    origin: Origin
    shelf: Shelf
    raw: bytes
    series: Series

    @property
    def key(self) -> datetime:
        """The occurrence that is meant, on the series' own wall."""
        if not self.one.repeats or not self.one.key:
            return self.series.start.local
        form = "%Y%m%d" if len(self.one.key) == 8 else "%Y%m%dT%H%M%S"
        return datetime.strptime(self.one.key, form)

    @property
    def is_first(self) -> bool:
        """Whether the occurrence is the one with which the series begins."""
        return self.key <= self.series.start.local

    @property
    def words(self) -> str:
        """The event for people."""
        when = spoken(self.one.start, self.one.end, all_day=self.one.all_day)
        return f"“{self.one.title or '(no title)'}” ({when})"


def find(
    ctx: Context, calendars: Calendars, named: str, day: date | None, *kinds: Kind
) -> Happening:
    """The event or reminder that is meant: asked back if several could be, an error if none is.

    Of several kinds the first one counts of which there is any.
    """
    for kind in kinds:
        if found := _open_ones(ctx, calendars, named, day, kind):
            return _meant(ctx, found)
    what = "event" if kinds[0] == "event" else "reminder"
    raise ToolError(
        f"There is no {what} {named!r}" + (f" on {day}." if day else "."),
        hint="Look for it first; the result shows the ids.",
    )


def _open_ones(
    ctx: Context, calendars: Calendars, named: str, day: date | None, kind: Kind
) -> list[Happening]:
    if _ID.fullmatch(named.strip().lower()):
        found = calendars.agenda.named(_cased(named.strip()))
    elif kind == "todo":
        found = _tasks(calendars, named)
    else:
        found = _called(ctx, calendars, named, day)
    ones = [one for one in found if one.kind == kind and not one.completed]
    if day is None:
        return ones
    return [one for one in ones if one.start.date() <= day <= _last_day(one)]


def located(ctx: Context, calendars: Calendars, one: Happening) -> Target:
    """Where an event lies, to be changed there; errors in words if it cannot be."""
    origin = origin_of(calendars.connection, one.event)
    if origin is None:
        raise ToolError("The event has just gone from its calendar.", hint="Look for it again.")
    granted.require_writable(ctx, origin.calendar, one.start.date())
    shelf = shelf_of(ctx, origin)
    raw = shelf.read(origin.name)
    if raw is None:
        raise ToolError("The event has just gone from its calendar.", hint="Look for it again.")
    return Target(one, origin, shelf, raw, Series.of(Document(raw), origin.uid))


def which_of(ctx: Context, one: Happening, which: Which | None) -> Which:
    """How much of a series is meant; asked back where it matters and nobody said it."""
    if not one.repeats:
        return "all"
    if which is not None:
        return which
    choices: dict[Which, str] = {
        "this": f"only the one on {spoken_day(one.start.date())}",
        "following": "this one and all that follow",
        "all": "all of them, also those that were",
    }
    question = f'"{_short(one.title)}" repeats. Which do you mean?'
    hint = "Say it with the request: this, following or all."
    return list(choices)[ctx.choose(question, list(choices.values()), hint=hint)]


def _called(ctx: Context, calendars: Calendars, named: str, day: date | None) -> list[Happening]:
    """Events with these words in their titles, from today on; else with them anywhere."""
    today = ctx.now.replace(hour=0, minute=0, second=0, microsecond=0)
    shown = window(ctx, day, day) if day else Window(today, today + timedelta(days=_DAYS))
    found = sought(calendars, Wanted(shown, text=named))
    return (
        [one for one in found if _has_words(one, named)]
        or found
        or nearest(calendars.happenings(Wanted(shown)), named)
    )


def _tasks(calendars: Calendars, named: str) -> list[Happening]:
    tasks = [one for one in calendars.agenda.tasks() if not one.completed]
    plain = without_general(named)
    return (
        [one for one in tasks if _has_words(one, named)]
        or [one for one in tasks if plain and _has_words(one, plain)]
        or nearest(tasks, named)
    )


def _has_words(one: Happening, named: str) -> bool:
    return holds(folded(one.title), alternatives(named))


def _meant(ctx: Context, found: Sequence[Happening]) -> Happening:
    """The one event among these, or the one that the user chooses; of a series the nearest."""
    events: dict[str, list[Happening]] = {}
    for one in found:
        events.setdefault(one.event, []).append(one)
    nearest = [_nearest(ones, ctx.now) for ones in events.values()]
    if len(nearest) == 1:
        return nearest[0]
    if len(nearest) > _MOST_CHOICES:
        raise ToolError(
            f"{len(nearest)} of them could be meant, too many to choose from.", hint=_WHICH_ONE
        )
    nearest.sort(key=lambda one: one.start)
    choices = [_told(one) for one in nearest]
    return nearest[ctx.choose("Which of these do you mean?", choices, hint=_WHICH_ONE)]


def _told(one: Happening) -> str:
    when = spoken(one.start, one.end, all_day=one.all_day)
    return f"{_short(one.title)} ({when}) [{one.id}]"


def _short(title: str) -> str:
    return title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"


def _nearest(found: Sequence[Happening], now: datetime) -> Happening:
    """The next one that is not over, or the last one that was."""
    ahead = [one for one in found if max(one.end, one.start) >= now]
    return ahead[0] if ahead else found[-1]


def _last_day(one: Happening) -> date:
    end = one.end - timedelta(seconds=1) if one.end > one.start else one.end
    return end.date()


def _cased(id: str) -> str:
    event, dash, key = id.partition("-")
    return event.lower() + dash + key.upper()
