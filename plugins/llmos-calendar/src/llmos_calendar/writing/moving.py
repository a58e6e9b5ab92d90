"""Moving an event: all of it, one occurrence, or one and all that follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from llmos import ToolError
from llmos_calendar.reading.entry import Entry, Stamp
from llmos_calendar.reading.rules import parse
from llmos_calendar.reading.zones import moment
from llmos_calendar.recurring import counting
from llmos_calendar.recurring.spans import in_zone
from llmos_calendar.writing.cancelling import ending, later
from llmos_calendar.writing.document import Block, Document, Edit
from llmos_calendar.writing.lines import time_value, until_value
from llmos_calendar.writing.series import (
    Series,
    in_zone_of,
    retimed,
    shifted,
    shifted_list,
    told,
)

_NOT_IN_AN_EXCEPTION = ("RRULE", "RDATE", "EXDATE", "EXRULE")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY_PARTS = ("BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS")


@dataclass(frozen=True)
class To:
    """Where it goes: a moment (aware) and how long it takes then, or a day and how many.

    `length` is None if it takes as long as before.
    """

    at: datetime
    is_day: bool = False
    length: timedelta | None = None


def moved(series: Series, key: datetime, to: To, now: datetime) -> bytes:
    """The file in which all of the event happens at another time.

    `key` is the occurrence that goes to `to`, on the series' wall; the others keep their distance.
    """
    by = _new_start(series.start, to).local - key
    edits = _retimed(series, series.master, shifted(series.start, by), to)
    edits += _shifted_rules(series, by)
    edits += _shifted_lists(series, series.master, by)
    for block in series.exceptions:
        edits += _shifted_recurrence(series, block, by)
    return series.document.edited([*edits, *series.stamped(series.master, now)])


def moved_one(series: Series, key: datetime, to: To, now: datetime) -> bytes:
    """The file in which one occurrence happens at another time."""
    document = series.document
    if block := series.exception(key):
        new = _new_start(told(block).start or series.start, to)
        edits = _retimed(series, block, new, to, length_of=told(block))
        return document.edited([*edits, *series.stamped(block, now)])
    new_block = _exception(series, key, to, now)
    return document.edited([(series.master.end, series.master.end, new_block)])


def split(series: Series, key: datetime, to: To, now: datetime, uid: str) -> tuple[bytes, bytes]:
    """The file in which the series ends before an occurrence, and the lines of the new series that
    goes on from there at another time, with the exceptions that were made for it.
    """
    document, master = series.document, series.master
    old = document.edited([*ending(series, key), *series.stamped(master, now)])
    by = _new_start(series.start, to).local - key
    new_start = Stamp(key + by, *_kind(series.start, to))
    edits = _retimed(series, master, new_start, to)
    edits.append(document.setting(master, "UID", f"UID:{uid}"))
    edits += _shifted_rules(series, by, done=_before(series, key))
    edits += _shifted_lists(series, master, by, since=key)
    lines = _part(document, master, edits)
    for block in later(series, key):
        own = [
            document.setting(block, "UID", f"UID:{uid}"),
            *_shifted_recurrence(series, block, by),
        ]
        lines += _part(document, block, own)
    return old, lines


def _kind(start: Stamp, to: To) -> tuple[str, bool]:
    return ("", True) if to.is_day else (start.zone, False)


def _new_start(start: Stamp, to: To) -> Stamp:
    if to.is_day:
        return Stamp(to.at.replace(tzinfo=None), "", True)
    return in_zone_of(start, to.at)


def _part(document: Document, block: Block, edits: list[Edit]) -> bytes:
    """One block alone after edits that lie in it."""
    raw = document.edited(edits)
    grown = sum(len(new) - (end - start) for start, end, new in edits)
    return raw[block.start : block.end + grown]


def _exception(series: Series, key: datetime, to: To, now: datetime) -> bytes:
    document, master, start = series.document, series.master, series.start
    edits = document.removing(master, *_NOT_IN_AN_EXCEPTION)
    edits += _retimed(series, master, _new_start(start, to), to)
    edits += series.stamped(master, now)
    found = master.first("DTSTART") or master.first("DUE")
    assert found is not None  # a series has a start
    recurrence = "RECURRENCE-ID" + found.head[len(found.name) :]
    text = f"{recurrence}:{time_value(Stamp(key, start.zone, start.is_day))}"
    edits.append((master.foot, master.foot, document.line(text)))
    return _part(document, master, edits)


def _retimed(
    series: Series, block: Block, new: Stamp, to: To, length_of: Entry | None = None
) -> list[Edit]:
    """The edits that let a block begin then, and end as much later as it did or as is wished."""
    document = series.document
    entry = length_of or told(block)
    name = "DTSTART" if entry.start else "DUE"
    edits = [
        document.setting(
            block, name, retimed(block.first(name), name, new, entry.start or entry.due)
        )
    ]
    end_name = "DTEND" if block.name == "VEVENT" else "DUE"
    end = entry.end or (entry.due if entry.start else None)
    if to.length is None and entry.length is not None:
        return edits  # it says how long it takes, which stays true
    length = to.length if to.length is not None else _length(entry, end, new)
    if entry.start is None or length is None:
        return edits
    stamp = _ending(new, length, exact=to.length is not None)
    edits += document.removing(block, "DURATION")
    text = retimed(block.first(end_name), end_name, stamp, end)
    return [*edits, document.setting(block, end_name, text)]


def _length(entry: Entry, end: Stamp | None, new: Stamp) -> timedelta | None:
    """How long it took, as far as that can be said in the new kind of time."""
    if end is None or entry.start is None:
        return None
    if entry.start.is_day != new.is_day:
        return timedelta(days=1) if new.is_day else timedelta(hours=1)
    return in_zone(end, entry.start) - entry.start.local


def _ending(start: Stamp, length: timedelta, *, exact: bool) -> Stamp:
    if exact and start.zone and not start.is_day:
        return in_zone_of(start, moment(start.local, start.zone) + length)
    return shifted(start, length)


def _shifted_lists(
    series: Series, block: Block, by: timedelta, since: datetime | None = None
) -> list[Edit]:
    """EXDATE and RDATE moved along; those before `since` are left out."""
    document, entry = series.document, told(block)
    edits: list[Edit] = []
    for name, stamps in (("EXDATE", entry.exceptions), ("RDATE", entry.dates)):
        left = list(stamps)
        for found in block.all(name):
            count = len([part for part in found.value.split(",") if part.strip()])
            mine, left = left[:count], left[count:]
            kept = [one for one in mine if since is None or in_zone(one, series.start) >= since]
            new = document.line(shifted_list(found, kept, by)) if kept else b""
            edits.append((found.start, found.end, new))
    return edits


def _shifted_recurrence(series: Series, block: Block, by: timedelta) -> list[Edit]:
    recurrence, found = told(block).recurrence, block.first("RECURRENCE-ID")
    if recurrence is None or found is None:
        return []
    text = f"{found.head}:{time_value(shifted(recurrence, by))}"
    return [series.document.setting(block, "RECURRENCE-ID", text)]


def _shifted_rules(series: Series, by: timedelta, done: int = 0) -> list[Edit]:
    if done and any(parse(rule).count is not None for rule in series.entry.excluding):
        raise ToolError(
            "The series counts its exceptions by a rule, so it cannot be parted here.",
            hint="Move only this one, or all of them.",
        )
    return [
        (
            found.start,
            found.end,
            series.document.line(f"{name}:{_shifted_rule(found.value, series, by, done)}"),
        )
        for name in ("RRULE", "EXRULE")
        for found in series.master.all(name)
    ]


def _shifted_rule(text: str, series: Series, by: timedelta, done: int) -> str:
    days = (series.start.local + by).date() - series.start.local.date()
    rule = parse(text)
    parts = dict(part.partition("=")[::2] for part in text.strip().strip(";").split(";"))
    names = {name.strip().upper(): name for name in parts}
    if days and (named := [name for name in _DAY_PARTS if name in names]):
        if named != ["BYDAY"] or rule.frequency != "WEEKLY":
            raise ToolError(
                "The series happens on days that its rule names, so not all of it can be moved to "
                "another day.",
                hint="Move only this one, or choose another time on the same day.",
            )
        parts[names["BYDAY"]] = _turned(parts[names["BYDAY"]], days.days)
    if rule.count is not None and done:
        parts[names["COUNT"]] = str(max(1, rule.count - done))
    if rule.until and (last := counting.last_of(rule, series.start)):
        parts[names["UNTIL"]] = until_value(last + by, series.start)
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _turned(days: str, by: int) -> str:
    told_days = (part.strip().upper()[-2:] for part in days.split(","))
    return ",".join(_DAYS[(_DAYS.index(day) + by) % 7] for day in told_days)


def _before(series: Series, key: datetime) -> int:
    """How often the rule has happened before an occurrence, exceptions counted in."""
    first = series.start.local
    if first >= key:
        return 0
    times = set(counting.starts(series.entry, first, key - timedelta(seconds=1)))
    return len(times)
