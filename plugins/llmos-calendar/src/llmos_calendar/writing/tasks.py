"""Reminders that are done, or put off, and events of which one is told again."""

from __future__ import annotations

from datetime import datetime, timedelta

from llmos_calendar.reading.entry import Stamp
from llmos_calendar.writing.creating import alarm_lines
from llmos_calendar.writing.document import Edit
from llmos_calendar.writing.draft import Draft
from llmos_calendar.writing.lines import escaped, utc_value
from llmos_calendar.writing.series import Series, in_zone_of, retimed, told


def completed(series: Series, now: datetime) -> bytes:
    """The file in which the task is done."""
    document, block = series.document, series.master
    edits = [
        document.setting(block, name, f"{name}:{value}")
        for name, value in (
            ("STATUS", "COMPLETED"),
            ("PERCENT-COMPLETE", "100"),
            ("COMPLETED", utc_value(now)),
        )
    ]
    return document.edited([*edits, *series.stamped(block, now)])


def put_off(series: Series, until: datetime, now: datetime) -> bytes:
    """The file in which the task is due at another moment (aware), with an alarm then.

    Alarms that it had go: they were for the time before.
    """
    document, block = series.document, series.master
    before = told(block).due or told(block).start
    new = in_zone_of(before or Stamp(now.replace(tzinfo=None), "UTC"), until)
    text = retimed(block.first("DUE"), "DUE", new, told(block).due)
    edits: list[Edit] = [document.setting(block, "DUE", text), *series.stamped(block, now)]
    edits += document.removing(block, "DURATION")
    edits += [(start, end, b"") for start, end, name in block.inside if name == "VALARM"]
    draft = Draft(uid="", title=told(block).title, alarm=timedelta())
    edits.append((block.foot, block.foot, document.lines(list(alarm_lines(draft)))))
    return document.edited(edits)


def told_again(series: Series, at: datetime, now: datetime) -> bytes:
    """The file in which the event has one more alarm, at a moment (aware)."""
    document, block = series.document, series.master
    alarm = [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{escaped(told(block).title)}",
        f"TRIGGER;VALUE=DATE-TIME:{utc_value(at)}",
        "END:VALARM",
    ]
    edit = (block.foot, block.foot, document.lines(alarm))
    return document.edited([edit, *series.stamped(block, now)])
