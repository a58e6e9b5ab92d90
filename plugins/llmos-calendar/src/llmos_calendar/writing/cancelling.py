"""Taking an event out: all of it, one occurrence, or one and all that follow."""

from __future__ import annotations

from datetime import datetime, timedelta

from llmos_calendar.reading.rules import parse
from llmos_calendar.recurring.spans import in_zone
from llmos_calendar.writing.document import Block, Edit
from llmos_calendar.writing.lines import time_value, until_value
from llmos_calendar.writing.series import Series, told


def without(series: Series) -> bytes | None:
    """The file without the event; None if nothing else is in it."""
    document = series.document
    if len(document.uids) <= 1:
        return None
    blocks = (series.master, *series.exceptions)
    return document.edited([(block.start, block.end, b"") for block in blocks])


def without_one(series: Series, key: datetime, now: datetime) -> bytes:
    """The file in which one occurrence does not happen."""
    return series.document.edited([*_excepting(series, key), *series.stamped(series.master, now)])


def until_before(series: Series, key: datetime, now: datetime) -> bytes:
    """The file in which neither this occurrence nor any later one happens."""
    edits = ending(series, key) + series.stamped(series.master, now)
    return series.document.edited(edits)


def ending(series: Series, key: datetime) -> list[Edit]:
    """The edits that end a series before an occurrence."""
    document, start = series.document, series.start
    step = timedelta(days=1) if start.is_day else timedelta(seconds=1)
    until = until_value(key - step, start)
    edits: list[Edit] = []
    for found in series.master.all("RRULE"):
        edits.append((found.start, found.end, document.line(f"RRULE:{ended(found.value, until)}")))
    for name, stamps in (("RDATE", told(series.master).dates),):
        kept = [stamp for stamp in stamps if in_zone(stamp, start) < key]
        for number, found in enumerate(series.master.all(name)):
            values = ",".join(map(time_value, kept))
            new = document.line(f"{found.head}:{values}") if kept and number == 0 else b""
            edits.append((found.start, found.end, new))
    edits += [(block.start, block.end, b"") for block in later(series, key)]
    return edits


def later(series: Series, key: datetime) -> list[Block]:
    """The exceptions of this occurrence and of all that follow."""
    return [
        block
        for block in series.exceptions
        if (recurrence := told(block).recurrence) and in_zone(recurrence, series.start) >= key
    ]


def ended(rule: str, until: str) -> str:
    """A rule that ends then, instead of where it ended."""
    kept = [
        part
        for part in rule.strip().strip(";").split(";")
        if part.partition("=")[0].strip().upper() not in ("UNTIL", "COUNT")
    ]
    told_rule = ";".join([*kept, f"UNTIL={until}"])
    parse(told_rule)
    return told_rule


def _excepting(series: Series, key: datetime) -> list[Edit]:
    document, master = series.document, series.master
    start = master.first("DTSTART") or master.first("DUE")
    assert start is not None  # a series has a start
    head = "EXDATE" + start.head[len(start.name) :]
    value = f"{key:%Y%m%d}" if series.start.is_day else f"{key:%Y%m%dT%H%M%S}"
    value += "Z" * (series.start.zone == "UTC" and start.value.strip().endswith("Z"))
    at = start.end
    edits: list[Edit] = [(at, at, document.line(f"{head}:{value}"))]
    if block := series.exception(key):
        edits.append((block.start, block.end, b""))
    return edits
