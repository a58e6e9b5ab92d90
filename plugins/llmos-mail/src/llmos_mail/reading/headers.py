"""Header fields as people wrote them: words, ids of messages, dates. Never raises."""

from __future__ import annotations

import re
from binascii import Error as Base64Error
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import parsedate_to_datetime

from llmos_mail.reading.charsets import clean, decode
from llmos_mail.reading.limits import FIELD_CHARS, REFERENCES

_ID = re.compile(r"<([^<>\s]{1,998})>")
_SPACE = re.compile(r"\s+")


def words(raw: str) -> str:
    """A field's text on one line: encoded words and 8-bit characters decoded."""
    raw = raw[:FIELD_CHARS]
    text = _decoded(raw) if "=?" in raw else _from_8_bit(raw)
    return clean(_SPACE.sub(" ", text)).strip()


def _decoded(raw: str) -> str:
    try:
        pieces = decode_header(_from_8_bit(raw))
    except (HeaderParseError, Base64Error, ValueError):
        return raw
    # Plain pieces are str when nothing was encoded, else raw-unicode-escape bytes.
    return "".join(
        piece
        if isinstance(piece, str)
        else decode(piece, charset)
        if charset
        else piece.decode("raw-unicode-escape", "replace")
        for piece, charset in pieces
    )


def _from_8_bit(raw: str) -> str:
    # The parser keeps bytes above 127 as lone surrogates.
    if raw.isascii():
        return raw
    try:
        return decode(raw.encode("utf-8", "surrogateescape"))
    except UnicodeError:
        return decode(raw.encode("utf-8", "replace"))


def message_ids(raw: str) -> tuple[str, ...]:
    """Every `<id>` in the field, without its brackets, each once, the last ones if too many."""
    return tuple(dict.fromkeys(clean(found) for found in _ID.findall(raw)))[-REFERENCES:]


def moment(raw: str) -> datetime | None:
    """A date field as a moment in UTC; None if it says none that can exist."""
    try:
        found = parsedate_to_datetime(raw[:200].strip())
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        found = found.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return found if found.year >= 1970 else None
