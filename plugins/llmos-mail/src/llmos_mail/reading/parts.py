"""MIME under limits: a message taken apart at its boundaries, without a line of it being copied.

Python's own parser goes through every line of every attachment; here attachments are only cut out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from llmos_mail.reading.encodings import decoded, is_damaged
from llmos_mail.reading.limits import DEPTH, FIELD_BYTES, HEADER_BYTES, PARAMETER_CHARS, PARTS
from llmos_mail.reading.parameters import content_field

_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)(?:\n|\Z)")
_POSTMARK = re.compile(rb">?From [^\n]*\n")
_BLANK_LINE = re.compile(rb"\r?\n")
_END_OF_HEADER = re.compile(rb"\n\r?\n")


class Part:
    """One part of a message, or the whole of it.

    `fields` are its header fields by lower-case name, undecoded; `kind` is its type, such as
    `text/plain`; `parts` are what it consists of, if it does; `enclosed` parts belong to a message
    inside the message.
    """

    def __init__(self, raw: bytes, *, enclosed: bool = False, kind: str = "text/plain") -> None:
        self.enclosed = enclosed
        self.fields: dict[str, list[str]] = {}
        self.parts: list[Part] = []
        self.problem = ""
        self._body = self._read_header(raw)
        declared = self.fields.get("content-type")
        self.kind = _kind(declared[0]) if declared else kind

    def first(self, name: str) -> str:
        """The first field of this lower-case name, or nothing."""
        found = self.fields.get(name)
        return found[0] if found else ""

    def parameter(self, field: str, name: str) -> str:
        """A parameter of the first field of this name, such as a charset; or nothing."""
        found = self.fields.get(field)
        return content_field(found[0]).parameters.get(name, "") if found else ""

    @property
    def family(self) -> str:
        """The first half of its type, such as `text`."""
        return self.kind.partition("/")[0]

    def leaves(self) -> Iterator[Part]:
        """The parts that hold content, in order, those of enclosed messages too."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()

    def content(self) -> bytes:
        """The decoded bytes of a leaf; what cannot be decoded comes as it is."""
        return decoded(self._body, self.first("content-transfer-encoding"))

    def is_damaged(self) -> bool:
        """Whether bytes of a leaf were lost or changed on its way, as far as that can be seen."""
        return is_damaged(self._body, self.first("content-transfer-encoding"))

    def open(self) -> list[Part]:
        """Take the part apart, once; a leaf gives nothing."""
        if self.family == "multipart":
            self._take_apart()
        elif self.kind in ("message/rfc822", "message/global"):
            self.parts = [Part(self.content(), enclosed=True)]
        if self.parts:
            self._body = b""
        return self.parts

    def _take_apart(self) -> None:
        kind = "message/rfc822" if self.kind == "multipart/digest" else "text/plain"
        boundary = self.parameter("content-type", "boundary").rstrip()
        for raw in _between(self._body, boundary.encode("utf-8", "surrogateescape")):
            if len(self.parts) > PARTS:
                return
            self.parts.append(Part(raw, enclosed=self.enclosed, kind=kind))

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
        text = value.decode("ascii", "surrogateescape")
        text = text.replace("\r", "").replace("\n", "").strip()
        if name.startswith("content-"):
            text = text[:PARAMETER_CHARS]
        self.fields.setdefault(name, []).append(text)


def _kind(raw: str) -> str:
    # What names no type is plain text, as the standard has it.
    kind = content_field(raw).value
    return kind if kind.count("/") == 1 else "text/plain"


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
