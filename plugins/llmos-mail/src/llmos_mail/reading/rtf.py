"""Rich text (RTF) as Outlook sends it in winmail.dat, compressed: the words of it, nothing else.

Reading it never raises; of what is broken, the part before the break comes out.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from llmos_mail.reading.limits import TEXT_CHARS

_HEAD = struct.Struct("<IIII")
_COMPRESSED, _PLAIN = 0x75465A4C, 0x414C454D
_RING = 4_096
_MOST_BYTES = 4 * TEXT_CHARS
_BEFORE = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""What every such text may refer to as if it stood before it."""

_TOKEN = re.compile(
    rb"\\'(?P<code>[0-9a-fA-F]{2})|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,9})? ?"
    rb"|\\(?P<sign>[^a-zA-Z])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)"
)
_NOT_TEXT = frozenset(
    b"fonttbl colortbl stylesheet info pict object header footer footnote listtable themedata"
    b" listoverridetable rsidtbl generator xmlnstbl latentstyles datastore".split()
)
_SIGNS = {b"~": "\N{NO-BREAK SPACE}", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\"}
_WORDS = {
    b"par": "\n",
    b"line": "\n",
    b"tab": "\t",
    b"emdash": "—",
    b"endash": "\N{EN DASH}",
    b"bullet": "•",
    b"lquote": "\N{LEFT SINGLE QUOTATION MARK}",
    b"rquote": "\N{RIGHT SINGLE QUOTATION MARK}",
    b"ldblquote": "“",
    b"rdblquote": "”",
}


def rtf_text(packed: bytes) -> str:
    """The words of a compressed rich text."""
    return "".join(_words(_unpacked(packed)))[:TEXT_CHARS].strip()


def _unpacked(packed: bytes) -> bytes:
    if len(packed) < _HEAD.size:
        return b""
    _, size, kind, _ = _HEAD.unpack_from(packed)
    if kind == _PLAIN:
        return packed[_HEAD.size : _HEAD.size + size]
    if kind != _COMPRESSED:
        return b""
    try:
        return _expanded(packed[_HEAD.size :], min(size, _MOST_BYTES))
    except IndexError:
        return b""


def _expanded(packed: bytes, size: int) -> bytes:
    """Eight pieces behind each byte of flags: single bytes, or places in the last 4 kB."""
    out = bytearray(_BEFORE)
    at = 0
    while at < len(packed) and len(out) < size + len(_BEFORE):
        flags = packed[at]
        at += 1
        for bit in range(8):
            if at >= len(packed):
                break
            if not flags >> bit & 1:
                out.append(packed[at])
                at += 1
                continue
            place, length = packed[at] << 4 | packed[at + 1] >> 4, (packed[at + 1] & 15) + 2
            at += 2
            back = (len(out) - place) % _RING
            if not back or back > len(out):
                return bytes(out[len(_BEFORE) :])
            for _ in range(length):
                out.append(out[-back])
    return bytes(out[len(_BEFORE) : len(_BEFORE) + size])


def _words(raw: bytes) -> Iterator[str]:
    """The text outside of tables, pictures and what stands there for other programs only."""
    hidden: list[bool] = [False]
    skip, page, opened = 0, "cp1252", False
    for token in _TOKEN.finditer(raw):
        brace, word, sign = token["brace"], token["word"], token["sign"]
        if brace == b"{":
            hidden.append(hidden[-1])
        elif brace == b"}":
            hidden = hidden[:-1] or [False]
        elif sign == b"*" or (word in _NOT_TEXT and opened):
            hidden[-1] = True
        elif word == b"htmlrtf":
            hidden[-1] = token["number"] != b"0"
        elif word == b"ansicpg":
            page = f"cp{int(token['number'] or 1252)}"
        elif not hidden[-1]:
            said, skip = _said(token, page, skip)
            yield said
        opened = brace == b"{"


def _said(token: re.Match[bytes], page: str, skip: int) -> tuple[str, int]:
    """What a token says, and how many characters that stand for it in old programs follow."""
    if token["code"] or token["text"]:
        raw = bytes.fromhex(token["code"].decode()) if token["code"] else token["text"]
        text = _decoded(raw, page)
        return text[skip:], max(0, skip - len(text))
    if token["sign"]:
        return _SIGNS.get(token["sign"], ""), 0
    if token["word"] == b"u" and token["number"]:
        return chr(int(token["number"]) % 65_536), 1
    return _WORDS.get(token["word"], ""), 0


def _decoded(raw: bytes, page: str) -> str:
    try:
        return raw.decode(page, "replace")
    except LookupError:
        return raw.decode("cp1252", "replace")
