"""MIME under limits: a message taken apart at its boundaries, without a line of it being copied.

Python's own parser goes through every line of every attachment; here attachments are only cut out.
What header fields mean (types, parameters, names of files, encodings) is still Python's to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from email.policy import compat32
from typing import Any

from llmos_mail.reading.limits import DEPTH, FIELD_BYTES, HEADER_BYTES, PARAMETER_CHARS, PARTS

_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)(?:\n|\Z)")
_POSTMARK = re.compile(rb">?From [^\n]*\n")
_BLANK_LINE = re.compile(rb"\r?\n")
_END_OF_HEADER = re.compile(rb"\n\r?\n")


class Part(Message):
    """One part of a message, or the whole of it.

    `fields` are its header fields by lower-case name, undecoded; `parts` are what it consists of,
    if it does; `enclosed` parts belong to a message inside the message.
    """

    def __init__(self, raw: bytes, *, enclosed: bool = False, kind: str = "text/plain") -> None:
        super().__init__(compat32)
        self.set_default_type(kind)
        self.enclosed = enclosed
        self.fields: dict[str, list[str]] = {}
        self.parts: list[Part] = []
        self.problem = ""
        self._body = self._read_header(raw)

    def get(self, name: str, failobj: Any = None) -> Any:
        """The first field of this name; Python's methods for types and parameters use it."""
        return self.fields.get(name.lower(), (failobj,))[0]

    def __contains__(self, name: object) -> bool:
        return str(name).lower() in self.fields

    def first(self, name: str) -> str:
        """The first field of this name, or nothing."""
        return str(self.get(name, ""))

    def leaves(self) -> Iterator[Part]:
        """The parts that hold content, in order, those of enclosed messages too."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()

    def content(self) -> bytes:
        """The decoded bytes of a leaf; what cannot be decoded comes as it is."""
        self.set_payload(self._body.decode("ascii", "surrogateescape"))
        try:
            content = self.get_payload(decode=True)
        except (ValueError, LookupError, AssertionError, TypeError):
            return self._body
        return content if isinstance(content, bytes) else self._body

    def open(self) -> list[Part]:
        """Take the part apart, once; a leaf gives nothing."""
        kind = self.get_content_maintype()
        if kind == "multipart":
            self._take_apart()
        elif self.get_content_type() in ("message/rfc822", "message/global"):
            self.parts = [Part(self.content(), enclosed=True)]
        if self.parts:
            self._body = b""
        return self.parts

    def _take_apart(self) -> None:
        kind = "message/rfc822" if self.get_content_subtype() == "digest" else "text/plain"
        for raw in _between(self._body, self._boundary()):
            if len(self.parts) > PARTS:
                return
            self.parts.append(Part(raw, enclosed=self.enclosed, kind=kind))

    def _boundary(self) -> bytes:
        try:
            return str(self.get_boundary("")).encode("ascii", "surrogateescape")
        except (ValueError, LookupError, TypeError):
            return b""

    def _read_header(self, raw: bytes) -> bytes:
        """Fill `fields` and give back the body."""
        postmark = _POSTMARK.match(raw)
        position = postmark.end() if postmark else 0
        left = HEADER_BYTES
        while field := _FIELD.match(raw, position):
            value = field[2][:FIELD_BYTES]
            left -= len(field[1]) + len(value)
            if left < 0 or len(value) < len(field[2]):
                self.problem = "Its header is larger than 64 kB; it was read in part."
            if left < 0:
                end = _END_OF_HEADER.search(raw, position)
                return raw[end.end() :] if end else b""
            self._add_field(field[1].lower().decode("ascii"), value)
            position = field.end()
        blank = _BLANK_LINE.match(raw, position)
        return raw[blank.end() if blank else position :]

    def _add_field(self, name: str, value: bytes) -> None:
        text = value.decode("ascii", "surrogateescape").replace("\r", "").replace("\n", "").strip()
        text = text[:PARAMETER_CHARS] if name.startswith("content-") else text
        self.fields.setdefault(name, []).append(text)


def _between(body: bytes, boundary: bytes) -> Iterator[bytes]:
    """What lies between the boundary lines; a missing last one ends with the body."""
    lines = _boundary_lines(body, b"--" + boundary) if boundary else iter(())
    begin = -1
    for start, end, is_last in lines:
        if begin >= 0:
            yield body[begin:start]
        if is_last:
            return
        begin = end
    if begin >= 0:
        yield body[begin:]


def _boundary_lines(body: bytes, mark: bytes) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each line that is a boundary, and whether it says that it is the last."""
    start = 0 if body.startswith(mark) else body.find(b"\n" + mark) + 1 or -1
    while start >= 0:
        end = body.find(b"\n", start) + 1 or len(body)
        rest = body[start + len(mark) : end].strip()
        # An inner boundary may begin like the outer one, so the whole line counts.
        if rest in (b"", b"--"):
            yield start, end, rest == b"--"
        start = body.find(b"\n" + mark, end - 1) + 1 or -1


def parse(raw: bytes) -> Part:
    """The message as parts. What was too much for the limits is said in the root's `problem`."""
    raw = raw if b"\n" in raw else raw.replace(b"\r", b"\n")
    root = Part(raw.lstrip())
    level, left = [root], PARTS
    for _ in range(DEPTH):
        level = _open_all(level, left)
        left -= len(level)
        if left < 0:
            root.problem = f"It has over {PARTS:,} parts; it was read in part."
            return root
    if _open_all(level, 0):
        root.problem = f"Its parts nest over {DEPTH} deep; it was read in part."
    return root


def _open_all(parts: list[Part], limit: int) -> list[Part]:
    """What the parts consist of, until it is more than `limit`."""
    inner: list[Part] = []
    for part in parts:
        if len(inner) <= limit:
            inner += part.open()
    return inner
