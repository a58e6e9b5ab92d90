"""winmail.dat: the wrapping (TNEF) in which Outlook sends what other programs cannot show.

A signature and a key, then attributes of the message and of each file: level, id, length, data,
checksum. Only names and text are taken out, rich text only where there is no other. Reading them
never raises.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from llmos_mail.reading.charsets import clean, decode
from llmos_mail.reading.html import html_to_text
from llmos_mail.reading.limits import PARTS, TEXT_CHARS
from llmos_mail.reading.rtf import rtf_text

_SIGNATURE = 0x223E9F78
_HEAD = struct.Struct("<IH")
_ATTRIBUTE = struct.Struct("<BHHI")
_FILE = 2
"""The level of an attribute that belongs to a file rather than to the message."""

_BODY, _TITLE, _BEGINS, _MESSAGE_PROPERTIES, _FILE_PROPERTIES = (
    0x800C,
    0x8010,
    0x9002,
    0x9003,
    0x9005,
)
_LONG_NAME, _PLAIN, _HTML, _RTF = 0x3707, 0x1000, 0x1013, 0x1009
_NAME_CHARS = 200
_MOST_PROPERTIES = 2_000
_SIZES = {0x0002: 2, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x000B: 2, 0x0048: 16}
"""How many bytes a value of a type takes; others take eight, or say their length."""

_WITH_LENGTH = frozenset({0x000D, 0x001E, 0x001F, 0x0102})
_UNICODE = 0x001F
_MANY = 0x1000
"""Added to the type of a property that has several values."""

_NAMED = 0x8000
"""Properties from this one on carry a name of their own."""


@dataclass
class Wrapped:
    """Names of files, and the text; `is_rich` if there is one in Outlook's own form."""

    names: list[str]
    text: str = ""
    is_rich: bool = False


def unwrap(raw: bytes) -> Wrapped:
    """Take names and text out of a winmail.dat; of a broken one, what comes before the break."""
    wrapped = Wrapped([])
    texts: dict[int, str] = {}
    for level, kind, data in _attributes(raw):
        if level == _FILE:
            _note_file(wrapped, kind, data)
        elif kind == _BODY:
            texts[_BODY] = decode(data.rstrip(b"\0"))
        elif kind == _MESSAGE_PROPERTIES:
            _note_texts(wrapped, texts, data)
    text = texts.get(_PLAIN) or texts.get(_BODY) or html_to_text(texts.get(_HTML, ""))
    text = text or rtf_text(texts.get(_RTF, "").encode("latin-1"))
    wrapped.text = clean(text.replace("\r\n", "\n")).strip()[:TEXT_CHARS]
    wrapped.names = [name for name in wrapped.names if name][:PARTS]
    return wrapped


def _note_file(wrapped: Wrapped, kind: int, data: bytes) -> None:
    if kind == _BEGINS:
        wrapped.names.append("")
    elif wrapped.names and kind == _TITLE:
        wrapped.names[-1] = wrapped.names[-1] or _name(decode(data))
    elif wrapped.names and kind == _FILE_PROPERTIES:
        for property, value in _properties(data):
            if property == _LONG_NAME and _name(value):
                wrapped.names[-1] = _name(value)


def _note_texts(wrapped: Wrapped, texts: dict[int, str], data: bytes) -> None:
    for property, value in _properties(data):
        if property in (_PLAIN, _HTML, _RTF):
            texts[property] = value
        wrapped.is_rich |= property == _RTF


def _name(text: str) -> str:
    last = clean(text.strip("\0 ")).replace("\\", "/").rpartition("/")[2]
    return last.strip(". '\"")[:_NAME_CHARS]


def _attributes(raw: bytes) -> Iterator[tuple[int, int, bytes]]:
    if len(raw) < _HEAD.size or _HEAD.unpack_from(raw)[0] != _SIGNATURE:
        return
    position = _HEAD.size
    while position + _ATTRIBUTE.size <= len(raw):
        level, kind, _, length = _ATTRIBUTE.unpack_from(raw, position)
        position += _ATTRIBUTE.size
        data = raw[position : position + length]
        if len(data) < length:
            return
        yield level, kind, data
        position += length + 2


def _properties(data: bytes) -> Iterator[tuple[int, str]]:
    """The texts among the properties, by their ids."""
    try:
        yield from _Reader(data).properties()
    except (struct.error, IndexError):
        return


class _Reader:
    """Reads properties one after the other; a break ends it with struct.error."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def properties(self) -> Iterator[tuple[int, str]]:
        for _ in range(min(self._number(), _MOST_PROPERTIES)):
            tag = self._number()
            kind, id = tag & 0xFFFF, tag >> 16
            if id >= _NAMED:
                self._skip_name()
            value = self._value(kind)
            if kind == _UNICODE:
                yield id, value.decode("utf-16-le", "replace").rstrip("\0")
            elif id == _RTF:
                yield id, value.decode("latin-1")  # bytes that are packed, and no text yet
            elif kind in _WITH_LENGTH:
                yield id, decode(value).rstrip("\0")

    def _value(self, kind: int) -> bytes:
        """The value, or the last one of several."""
        several = kind & _MANY
        single = kind & ~_MANY
        with_length = single in _WITH_LENGTH
        value = b""
        for _ in range(min(self._number(), _MOST_PROPERTIES) if several or with_length else 1):
            length = self._number() if with_length else _SIZES.get(single, 8)
            value = self._take(length)
            self._take(-length % 4)
        return value

    def _skip_name(self) -> None:
        self._take(16)
        if self._number() == 0:
            self._take(4)
        else:
            length = self._number()
            self._take(length + -length % 4)

    def _number(self) -> int:
        (number,) = struct.unpack_from("<I", self._data, self._at)
        self._at += 4
        return int(number)

    def _take(self, length: int) -> bytes:
        if self._at + length > len(self._data):
            raise struct.error("cut off")
        self._at += length
        return self._data[self._at - length : self._at]
