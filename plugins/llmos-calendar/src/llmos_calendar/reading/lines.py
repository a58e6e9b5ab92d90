"""Content lines: a file's bytes unfolded and split into names, parameters and values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from llmos_calendar.reading.limits import LINE_BYTES

_FOLD = re.compile(rb"\r?\n[ \t]|\r\n?(?=\n)")
_PARAMETER = re.compile(r';([^=;:"]+)=((?:"[^"]*"|[^";:])*)')
_HEAD = re.compile(r'([^;:"]*)((?:;(?:"[^"]*"|[^":])*)?):')
_CARETS = {"^n": "\n", "^N": "\n", "^^": "^", "^'": '"'}
_CARET = re.compile(r"\^[nN^']")


@dataclass(frozen=True, slots=True)
class Line:
    """One property: its name in capitals, its parameters as they are written, its raw value."""

    name: str
    head: str
    value: str

    def parameter(self, name: str) -> str:
        """The value of a parameter without its quotes; empty if it is not there."""
        if not self.head:
            return ""
        for key, value in _PARAMETER.findall(self.head):
            if key.strip().upper() == name:
                plain = value.strip().strip('"')
                return _CARET.sub(lambda match: _CARETS[match[0]], plain)
        return ""


def text_of(raw: bytes) -> tuple[str, str]:
    """The file's text with its long lines joined, and what was wrong with its characters."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text, wrong = raw.decode("utf-16", "replace"), ""
        return text_of(text.encode("utf-8"))[0], wrong
    joined = _FOLD.sub(b"", raw.removeprefix(b"\xef\xbb\xbf"))
    try:
        return joined.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _mended(joined)


def _mended(joined: bytes) -> tuple[str, str]:
    text = joined.decode("utf-8", "replace")
    if any(character > "\x7f" and character != "\ufffd" for character in text):
        return text, "Some of its characters are broken."
    return joined.decode("cp1252", "replace"), "Its characters are not UTF-8; taken as Latin."


def lines(text: str) -> Iterator[Line | str]:
    """Each line; one that is not `NAME:value` comes as its text, for the complaint."""
    for raw in text.split("\n"):
        line = raw.rstrip("\r")
        if not line or line.isspace():
            continue
        if len(line) > LINE_BYTES:
            yield line[:80]
            continue
        yield _line(line)


def _line(line: str) -> Line | str:
    head, colon, value = line.partition(":")
    if not colon:
        return line
    if '"' in head:
        match = _HEAD.match(line)
        if match is None:
            return line
        name, head, value = match[1], match[2], line[match.end() :]
        return Line(name.strip().upper(), head, value)
    name, semicolon, parameters = head.partition(";")
    return Line(name.strip().upper(), semicolon + parameters, value)
