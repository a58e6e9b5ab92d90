"""Header fields as people wrote them: words, ids of messages, dates. Never raises."""

from __future__ import annotations

import re
from binascii import Error as Base64Error
from datetime import UTC, datetime, timedelta
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import parsedate_to_datetime

from llmos_mail.reading.charsets import clean, decode
from llmos_mail.reading.limits import FIELD_CHARS, REFERENCES

_ID = re.compile(r"<([^<>\s]{1,998})>")
_DATE = re.compile(
    r"\s*(?:[A-Za-z]{3},)?\s*(\d{1,2}) ([A-Za-z]{3}) (\d{4}) (\d\d):(\d\d):(\d\d)"
    r" ([+-])(\d\d)(\d\d)(?:\s*\([^()]*\))?\s*$"
)
_MONTHS = {
    name: number
    for number, name in enumerate(re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec"), 1)
}
_SPACE = re.compile(r"\s+")


def words(raw: str, charset: str = "") -> str:
    """A field's text on one line: encoded words and 8-bit characters decoded.

    `charset` is that of the message's text, in which 8-bit fields are usually written too.
    """
    raw = raw[:FIELD_CHARS]
    if "=?" not in raw and raw.isascii() and raw.isprintable():
        return " ".join(raw.split())
    text = _decoded(raw, charset) if "=?" in raw else _from_8_bit(raw, charset)
    return clean(_SPACE.sub(" ", text)).strip()


def _decoded(raw: str, charset: str) -> str:
    try:
        pieces = decode_header(_from_8_bit(raw, charset))
    except (HeaderParseError, Base64Error, ValueError):
        return raw
    # A language may follow the character set: iso-8859-2*sl.
    # Plain pieces are str when nothing was encoded, else raw-unicode-escape bytes.
    return "".join(
        piece
        if isinstance(piece, str)
        else decode(piece, declared.partition("*")[0])
        if declared
        else piece.decode("raw-unicode-escape", "replace")
        for piece, declared in pieces
    )


def _from_8_bit(raw: str, charset: str) -> str:
    # The parser keeps bytes above 127 as lone surrogates.
    if raw.isascii():
        return raw
    try:
        return decode(raw.encode("utf-8", "surrogateescape"), "utf-8", charset)
    except UnicodeError:
        return decode(raw.encode("utf-8", "replace"))


def message_ids(raw: str) -> tuple[str, ...]:
    """Every `<id>` in the field, without its brackets, each once, the last ones if too many."""
    return tuple(dict.fromkeys(clean(found) for found in _ID.findall(raw)))[-REFERENCES:]


def moment(raw: str) -> datetime | None:
    """A date field as a moment in UTC; None if it says none that can exist."""
    try:
        found = _usual_moment(raw) or parsedate_to_datetime(raw[:200].strip())
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        found = found.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return found if found.year >= 1970 else None


def _usual_moment(raw: str) -> datetime | None:
    """A date in the form of the standard; Python's parser takes four times as long."""
    usual = _DATE.match(raw)
    month = _MONTHS.get(usual[2].lower()) if usual else None
    if usual is None or month is None:
        return None
    day, year, hour, minute, second = map(int, usual.group(1, 3, 4, 5, 6))
    offset = timedelta(hours=int(usual[8]), minutes=int(usual[9]))
    local = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    return local + offset if usual[7] == "-" else local - offset
