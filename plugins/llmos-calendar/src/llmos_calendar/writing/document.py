"""A calendar file as bytes with known places: which line of which component lies where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from llmos_calendar.reading.entry import Entry
from llmos_calendar.reading.reader import read
from llmos_calendar.writing.lines import folded

_LINE = re.compile(rb"[^\n]*(?:\n[ \t][^\n]*)*(?:\n|\Z)")
_UNFOLD = re.compile(rb"\r?\n[ \t]")
_NAME = re.compile(r"[^;:]*")
_ENTRIES = ("VEVENT", "VTODO")

Edit = tuple[int, int, bytes]
"""From where to where bytes are replaced by others."""


@dataclass(frozen=True)
class Property:
    """One property in place; `text` is it on one line."""

    name: str
    text: str
    start: int
    end: int

    @property
    def head(self) -> str:
        """Everything before the value: name and parameters."""
        quoted = False
        for at, character in enumerate(self.text):
            quoted ^= character == '"'
            if character == ":" and not quoted:
                return self.text[:at]
        return self.text

    @property
    def value(self) -> str:
        """What follows the colon."""
        return self.text[len(self.head) + 1 :]


@dataclass
class Block:
    """An event or task in place: from BEGIN to END, both lines included; `foot` is where END is.

    `properties` are its own, not those of what lies inside; `entry` is what it tells.
    """

    name: str
    start: int
    foot: int = 0
    end: int = 0
    properties: list[Property] = field(default_factory=list)
    inside: list[tuple[int, int, str]] = field(default_factory=list)
    entry: Entry | None = None

    def all(self, name: str) -> list[Property]:
        """Every property of that name."""
        return [one for one in self.properties if one.name == name]

    def first(self, name: str) -> Property | None:
        """The first property of that name, which is the one that counts."""
        return next(iter(self.all(name)), None)


class Document:
    """A file's bytes and where its events and tasks are."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.newline = b"\r\n" if b"\r\n" in raw or b"\n" not in raw else b"\n"
        self.blocks: list[Block] = []
        self.foot = len(raw)
        self.zones: set[str] = set()
        self._scan()
        entries = read(raw).entries
        for block, entry in zip(self.blocks, entries, strict=False):
            block.entry = entry

    @property
    def uids(self) -> set[str]:
        """The UIDs of everything in it."""
        return {block.entry.uid for block in self.blocks if block.entry}

    def head_end(self) -> int:
        """Where something can be put before all events: the first one, or the end of the file."""
        return min([self.foot, *(block.start for block in self.blocks)])

    def of(self, uid: str) -> list[Block]:
        """The blocks of one event: the series first, its exceptions after it."""
        found = [block for block in self.blocks if block.entry and block.entry.uid == uid]
        return sorted(found, key=lambda block: bool(block.entry and block.entry.recurrence))

    def line(self, text: str) -> bytes:
        """A line as this file writes them."""
        return folded(text, self.newline)

    def lines(self, texts: Sequence[str]) -> bytes:
        """Several lines."""
        return b"".join(map(self.line, texts))

    def edited(self, edits: Sequence[Edit]) -> bytes:
        """The bytes after these edits, which do not overlap."""
        raw = self.raw
        for start, end, new in sorted(edits, key=lambda one: (one[0], one[1]), reverse=True):
            raw = raw[:start] + new + raw[end:]
        return raw

    def setting(self, block: Block, name: str, text: str) -> Edit:
        """The edit that makes this the property of that name, in its place or at the end."""
        found = block.first(name)
        if found:
            return found.start, found.end, self.line(text)
        at = block.inside[0][0] if block.inside else block.foot
        return at, at, self.line(text)

    def removing(self, block: Block, *names: str) -> list[Edit]:
        """The edits that take out every property of these names."""
        return [(one.start, one.end, b"") for name in names for one in block.all(name)]

    def _scan(self) -> None:
        current: Block | None = None
        depth: list[tuple[str, int]] = []
        for name, text, start, end in self._lines():
            value = text.partition(":")[2].strip().upper()
            if name == "BEGIN":
                if current is None and value in _ENTRIES:
                    current = Block(value, start)
                depth.append((value, start))
            elif name == "END":
                begun = depth.pop()[1] if depth else start
                if value == "VCALENDAR":
                    self.foot = start
                elif current is not None and value == current.name:
                    current.foot, current.end = start, end
                    self.blocks.append(current)
                    current = None
                elif current is not None:
                    current.inside.append((begun, end, value))
            elif current is not None and depth and depth[-1][0] == current.name:
                current.properties.append(Property(name, text, start, end))
            elif name == "TZID" and depth and depth[-1][0] == "VTIMEZONE":
                self.zones.add(text.partition(":")[2].strip())

    def _lines(self) -> Iterator[tuple[str, str, int, int]]:
        at = 3 if self.raw.startswith(b"\xef\xbb\xbf") else 0
        while at < len(self.raw):
            match = _LINE.match(self.raw, at)
            assert match is not None  # it matches everything
            if match.end() == at:
                return
            text = _UNFOLD.sub(b"", match[0]).decode("utf-8", "replace").strip("\r\n")
            named = _NAME.match(text)
            yield (named[0].strip().upper() if named else ""), text, at, match.end()
            at = match.end()
