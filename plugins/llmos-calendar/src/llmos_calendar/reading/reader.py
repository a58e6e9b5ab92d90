"""A file's bytes to its entries. Whatever it holds, the answer is entries and problems."""

from __future__ import annotations

from llmos_calendar.reading.component import WANTED, Component, entry
from llmos_calendar.reading.entry import Entry, Reading
from llmos_calendar.reading.limits import DEPTH, FILE_BYTES, FILE_ENTRIES, TITLE_CHARS
from llmos_calendar.reading.lines import Line, lines, text_of
from llmos_calendar.reading.stamps import FileZones
from llmos_calendar.reading.values import unescaped

_ENTRIES = ("VEVENT", "VTODO")


def read(raw: bytes) -> Reading:
    """Read one file or answer of a server."""
    if len(raw) > FILE_BYTES:
        return Reading((), problems=(f"It is larger than {FILE_BYTES // 1_000_000} MB.",))
    reader = _Reader()
    text, wrong = text_of(raw)
    if wrong:
        reader.problems.append(wrong)
    for line in lines(text):
        if isinstance(line, str):
            reader.broken(line)
        elif not reader.take(line):
            break
    return reader.finished()


class _Reader:
    """Where the reading has come to: `_open` holds the names of what has begun and not ended."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self._zones = FileZones()
        self._components: list[Component] = []
        self._open: list[str] = []
        self._current: Component | None = None
        self._definition: list[str] = []
        self._seen_calendar = False
        self._name = self._zone = ""

    def take(self, line: Line) -> bool:
        """One line; False where the file holds more than is read."""
        if line.name == "BEGIN":
            return self._begin(line.value.strip().upper())
        if line.name == "END":
            self._end(line.value.strip().upper())
        elif self._definition:
            self._definition.append(f"{line.name}{line.head}:{line.value}")
        elif self._current is not None:
            self._take_property(self._current, line)
        elif line.name == "X-WR-CALNAME":
            self._name = self._name or unescaped(line.value).strip()[:TITLE_CHARS]
        elif line.name == "X-WR-TIMEZONE":
            self._zone = self._zone or line.value.strip()
        return True

    def broken(self, line: str) -> None:
        """A line that is none."""
        words = f"It holds a line that is no property: {line[:40]!r}."
        (self._current.problems if self._current else self.problems).append(words)

    def finished(self) -> Reading:
        if self._current is not None:
            self._current.problems.append("The file ends in the middle of it.")
            self._components.append(self._current)
        if not self._seen_calendar:
            self.problems.append("It is no calendar: nothing in it begins one.")
        entries = tuple(self._read(component) for component in self._components)
        if not (entries or self.problems):
            self.problems.append("It holds no events or tasks.")
        problems = dict.fromkeys([*self.problems, *self._zones.problems])
        return Reading(entries, self._name, self._zone, tuple(problems))

    def _read(self, component: Component) -> Entry:
        return entry(component, self._zones)

    def _take_property(self, current: Component, line: Line) -> None:
        inside = self._open[-1] if self._open else ""
        if inside == current.name:
            if line.name in WANTED:
                current.lines.append(line)
        elif inside == "VALARM" and current.alarms:
            current.alarms[-1].append(line)

    def _begin(self, name: str) -> bool:
        if len(self._open) >= DEPTH:
            self.problems.append(f"It is nested more than {DEPTH} deep; the rest is not read.")
            return False
        self._open.append(name)
        if name == "VCALENDAR":
            self._seen_calendar = True
        elif name in _ENTRIES and self._current is None:
            if len(self._components) >= FILE_ENTRIES:
                self.problems.append(f"It holds more than {FILE_ENTRIES:,} entries.")
                return False
            self._current = Component(name)
        elif name == "VALARM" and self._current is not None:
            self._current.alarms.append([])
        if name == "VTIMEZONE" or self._definition:
            self._definition.append(f"BEGIN:{name}")
        return True

    def _end(self, name: str) -> None:
        if name not in self._open:
            self.problems.append(f"It ends {name[:40]!r}, which has not begun.")
            return
        while self._open:  # what was left open inside ends with it
            ended = self._open.pop()
            self._close(ended)
            if ended == name:
                return

    def _close(self, name: str) -> None:
        if self._definition:
            self._definition.append(f"END:{name}")
            if name == "VTIMEZONE":
                self._keep_definition()
        elif self._current is not None and name == self._current.name:
            self._components.append(self._current)
            self._current = None

    def _keep_definition(self) -> None:
        text = "\r\n".join(self._definition) + "\r\n"
        for line in self._definition:
            name, _, value = line.partition(":")
            if name.partition(";")[0] == "TZID":
                self._zones.definitions.setdefault(value, text)
                break
        self._definition = []
