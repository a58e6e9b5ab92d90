"""One event in a document: its series, its exceptions, and what they say in their own zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from llmos import ToolError
from llmos_calendar.reading.entry import Entry, Stamp
from llmos_calendar.reading.zones import wall
from llmos_calendar.recurring.spans import in_zone
from llmos_calendar.writing.document import Block, Document, Edit, Property
from llmos_calendar.writing.lines import time_line, time_value, utc_value


@dataclass(frozen=True)
class Series:
    """The blocks of one UID. `master` is the series, or the only block."""

    document: Document
    master: Block
    exceptions: tuple[Block, ...]

    @classmethod
    def of(cls, document: Document, uid: str) -> Series:
        """The event with this UID; an error in words if it is not there or cannot be changed."""
        blocks = document.of(uid)
        if not blocks:
            raise ToolError(
                "The event is no longer in its calendar; somebody has taken it out.",
                hint="Look for it again.",
            )
        return cls(document, blocks[0], tuple(blocks[1:]))

    @property
    def entry(self) -> Entry:
        """What the series, or only block, tells."""
        return told(self.master)

    @property
    def start(self) -> Stamp:
        """When it starts, or when it is due."""
        start = self.entry.start or self.entry.due
        if start is None:
            raise ToolError("Nothing in the calendar says when it is, so it cannot be moved.")
        return start

    def exception(self, key: datetime) -> Block | None:
        """The exception that stands for the occurrence that began then, on the series' wall."""
        for block in self.exceptions:
            recurrence = told(block).recurrence
            if recurrence and in_zone(recurrence, self.start) == key:
                return block
        return None

    def stamped(self, block: Block, now: datetime) -> list[Edit]:
        """The edits that say that a block was changed."""
        sequence = told(block).sequence + 1
        edits = [self.document.setting(block, "DTSTAMP", f"DTSTAMP:{utc_value(now)}")]
        if block.first("LAST-MODIFIED"):
            text = f"LAST-MODIFIED:{utc_value(now)}"
            edits.append(self.document.setting(block, "LAST-MODIFIED", text))
        return [*edits, self.document.setting(block, "SEQUENCE", f"SEQUENCE:{sequence}")]


def told(block: Block) -> Entry:
    """What a block tells."""
    assert block.entry is not None  # the reader gives one entry a block
    return block.entry


def retimed(found: Property | None, name: str, stamp: Stamp, before: Stamp | None) -> str:
    """A property with a new time, in the words in which it was written where that is possible."""
    if found and before and (before.is_day, before.zone) == (stamp.is_day, stamp.zone):
        return f"{found.head}:{time_value(stamp)}"
    return time_line(name, stamp)


def in_zone_of(start: Stamp, at: datetime) -> Stamp:
    """A moment (aware) as a time like the one that is there: same zone, or floating, or UTC.

    What was a day gets the moment's own zone.
    """
    if start.is_day:
        return Stamp(at.replace(tzinfo=None), str(getattr(at.tzinfo, "key", "UTC")))
    if not start.zone:
        return Stamp(at.replace(tzinfo=None))
    return Stamp(wall(at, start.zone), start.zone, False)


def shifted(stamp: Stamp, by: timedelta) -> Stamp:
    """A time moved on its own wall."""
    return Stamp(stamp.local + by, stamp.zone, stamp.is_day)


def shifted_list(found: Property, stamps: Sequence[Stamp], by: timedelta) -> str:
    """A list of times, such as EXDATE, moved on their own walls."""
    return f"{found.head}:{','.join(time_value(shifted(stamp, by)) for stamp in stamps)}"
