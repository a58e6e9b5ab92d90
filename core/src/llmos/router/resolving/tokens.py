"""A text cut into words and figures, each with its place and what it can mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from llmos.router.resolving.lexicon import meanings

_TOKEN = re.compile(
    r"""
    (?P<address>\S+@\S+)
    | (?P<iso>\d{4}-\d\d-\d\d) (?:T(?P<isotime>\d\d:\d\d))?
    | (?P<dotted>\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{4}|\d{2}\b)?)
    | (?P<slashed>\d{1,2}/\d{1,2}(?:/\d{2,4})?)
    | (?P<clock>\d{1,2}(?:[:]\d{2}|\.\d{2}(?=\s*(?:uhr|pm|am|h\b))))
    | (?P<frenchclock>\d{1,2}\s?h\s?\d{2}\b)
    | (?P<ordinal>\d{1,2}(?:st|nd|rd|th|er|\.(?=\s|$|,)))
    | (?P<number>\d+(?:[.,]\d+)?)
    | (?P<word>aujourd'hui|jusqu'(?:à|au)|(?:avant-hier|après-(?:demain|midi)|week-end)
        |today's|yesterday's|tomorrow's|[dl]'(?=\w)|[^\W\d_]+)
    | (?P<sign>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)


_COMPOUND = re.compile(
    r"((?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend)"
    r"(vormittag|nachmittag|mittag|morgen|abend|nacht|früh)s?"
)
_EDGE_OF = re.compile(
    r"(?!wochenende)(monat|woche|jahr|quartal|januar|februar|märz|april|mai|juni|juli|august|september|oktober"
    r"|november|dezember)(?:e?s|n)?(ende|anfang|mitte|woche|wochenende)"
)
_EARLY = "morgens"
"""What "Freitagmorgen" says: alone, "morgen" is the next day."""


@dataclass(frozen=True)
class Token:
    """`kind` is the name of the form it has; `text` is in lower case."""

    kind: str
    text: str
    begin: int
    end: int
    written: str = ""

    def means(self, kind: str) -> str | int | None:
        """The value that this word has as that kind of word, if it has one."""
        found = (value for name, value in meanings().get(self.text, ()) if name == kind)
        return next(found, None)

    def joins(self, *names: str) -> bool:
        """Whether it is one of these joining words."""
        return any(
            kind == "joining" and value in names for kind, value in meanings().get(self.text, ())
        )


def tokens(text: str) -> list[Token]:
    """The words and figures of a text in order."""
    plain = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return [token for found in _TOKEN.finditer(plain) for token in _parts(found)]


def _parts(found: re.Match[str]) -> Iterator[Token]:
    """The token, or the day and the part of it that German writes in one word."""
    kind, written, begin = str(found.lastgroup), found.group(), found.start()
    if kind == "word" and (both := _COMPOUND.fullmatch(written.casefold())):
        day, part = both.groups()
        yield Token(kind, day, begin, begin + len(day), written[: len(day)])
        part = _EARLY if part == "morgen" else part
        yield Token(kind, part, begin + len(day), found.end(), part)
    elif kind == "word" and (both := _EDGE_OF.fullmatch(written.casefold())):
        for part in reversed(both.groups()):  # "Monatsende" is the end of the month
            yield Token(kind, part, begin, found.end(), written)
    else:
        yield Token(kind, written.casefold(), begin, found.end(), written)
