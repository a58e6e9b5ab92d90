"""The header fields in which mail programs note, inside an mbox, what became of a message."""

from __future__ import annotations

import re
from dataclasses import dataclass

from llmos_mail.reading.folders import is_aside
from llmos_mail.reading.headers import words

_FIELDS = re.compile(
    rb"(?mi)^(status|x-status|x-mozilla-status2?|x-mozilla-keys|x-keywords|x-uid|x-imap|x-imapbase"
    rb"|x-gmail-labels|content-length|lines):[ \t]*([^\n]*)\n"
)
"""Fields that programs change in place; the message stays the same."""


def without_status(header: bytes) -> bytes:
    """The header as it was sent."""
    return _FIELDS.sub(b"", header)


@dataclass(frozen=True)
class Status:
    """What a message's header says of it; `fields` by lower-case name."""

    fields: dict[bytes, bytes]

    @classmethod
    def of(cls, header: bytes) -> Status:
        """Read the fields from a header."""
        return cls({name.lower(): value.strip() for name, value in _FIELDS.findall(header)})

    @property
    def deleted(self) -> bool:
        """Whether it only waits for the file to be packed."""
        return bool(self._mozilla & 8) or b"D" in self.fields.get(b"x-status", b"")

    @property
    def unread(self) -> bool:
        """Whether something says so; archives and exports say nothing, and count as read."""
        status = self.fields.get(b"status")
        marked = status is not None and b"R" not in status
        return marked or not self._mozilla & 1 or "unread" in self._labels

    @property
    def aside(self) -> bool:
        """Whether its labels make it a draft, spam or trash."""
        return any(map(is_aside, self._labels))

    @property
    def _mozilla(self) -> int:
        try:
            return int(self.fields.get(b"x-mozilla-status", b"0001"), 16)
        except ValueError:
            return 1

    @property
    def _labels(self) -> list[str]:
        labels = self.fields.get(b"x-gmail-labels", b"").decode("ascii", "surrogateescape")
        return [label.strip(' "').casefold() for label in words(labels).split(",")]
