"""Properties that hold times, in the zones of the file that they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from llmos_calendar.reading import values
from llmos_calendar.reading.entry import Period, Stamp
from llmos_calendar.reading.limits import DATES
from llmos_calendar.reading.lines import Line
from llmos_calendar.reading.own_zones import matched_zone
from llmos_calendar.reading.zones import known_zone, offset_named


class Unreadable(ValueError):
    """A property that cannot be understood; the message is a sentence."""


@dataclass
class FileZones:
    """The zones that one file names, and what could not be found out about them."""

    definitions: dict[str, str] = field(default_factory=dict)
    problems: dict[str, None] = field(default_factory=dict)
    _found: dict[str, str] = field(default_factory=dict)

    def key(self, name: str) -> str:
        """The key of a zone; empty, with a problem, if nobody knows what is meant."""
        if name not in self._found:
            self._found[name] = self._search(name)
        return self._found[name]

    def _search(self, name: str) -> str:
        if found := known_zone(name):
            return found
        if name in self.definitions and (found := matched_zone(self.definitions[name])):
            return found
        if found := offset_named(name):
            return found
        self.problems[
            f"Nobody knows the time zone {name[:80]!r}; its times are taken as your own."
        ] = None
        return ""


def stamp(line: Line, zones: FileZones) -> Stamp:
    """The time that a property holds; raises Unreadable."""
    return _stamp(line.value.strip(), line, zones)


def stamps(line: Line, zones: FileZones) -> Iterator[Stamp]:
    """Each time of a list, such as EXDATE. Raises Unreadable."""
    for part in line.value.split(",")[:DATES]:
        if part.strip():
            yield _stamp(part.strip(), line, zones)


def periods(line: Line, zones: FileZones) -> Iterator[Period]:
    """Each period of a list, told by its length or its end. Raises Unreadable."""
    for part in line.value.split(",")[:DATES]:
        begin, slash, rest = part.strip().partition("/")
        start = _stamp(begin, line, zones)
        told = values.length(rest)
        if told is None and slash:
            told = _stamp(rest, line, zones).local - start.local, True
        yield Period(start, max(told[0], timedelta()) if told else timedelta())


def _stamp(text: str, line: Line, zones: FileZones) -> Stamp:
    if not line.head and len(text) == 16:  # the most usual form: 20261126T140000Z
        found = values.clock(text)
        if found is not None:
            return Stamp(found[0], "UTC")
    if len(text) == 8 and (day := values.day(text)):
        return Stamp(day, "", True)
    found = values.clock(text)
    if found is None:
        raise Unreadable(f"Its {line.name} is {text[:40]!r}, which is no time.")
    local, is_utc = found
    name = line.parameter("TZID")
    if is_utc or not name:
        return Stamp(local, "UTC" if is_utc else "")
    return Stamp(local, zones.key(name))
