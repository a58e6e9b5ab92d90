"""The sentences that the writer of a message wrote: no quotes, no signature, no greeting."""

from __future__ import annotations

import re
from functools import lru_cache

from llmos_mail.followups.phrases import phrases
from llmos_mail.index.stored import Stored
from llmos_mail.language import Language, language_of
from llmos_mail.reading.quotes import own_words

_CHARS = 20_000
_SENTENCES = 300
_LONGEST = 1_000
"""What is looked at of a message and of a sentence: the rules try many phrases at each place."""

_WRAPPED = 45
"""Shorter lines were ended by the writer, not by the width of a window."""

_DOT = "\u2024"
"""Stands in for full stops that end no sentence."""

_SHORT = (
    r"\b(?:z\.\s?B|d\.\s?h|u\.\s?a|e\.g|i\.e|bzw|usw|ca|evtl|ggf|inkl|Dr|Prof|Hr|Fr|Mr|Mrs|Ms|Nr"
    r"|No|St|etc|vs|approx)"
)
_MONTH = r"(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])"
_NO_END_BUT_IN_GERMAN = re.compile(
    rf"(?:{_SHORT}\.|(?<!\S)\d{{1,2}}\.(?=\s{_MONTH}))(?=\s)", re.IGNORECASE
)
_NO_END: dict[Language, re.Pattern[str]] = {
    # Only in German any number with a dot can be the third of something, not the end.
    "en": _NO_END_BUT_IN_GERMAN,
    "fr": _NO_END_BUT_IN_GERMAN,
    "de": re.compile(rf"(?:{_SHORT}|(?<!\S)\d{{1,2}})\.(?=\s)", re.IGNORECASE),
}
_END = re.compile(r"(?<=[.!?…])[\"'”»)\]]*\s+")
_BULLET = re.compile(r"^\s*(?:[-*•\u2013]|\d+[.)])\s+")
_REST_OF_GREETING = re.compile(r"(?P<names>[^,!?.\n]{0,60})(?:[,!]|$)\s*")
_LINK = re.compile(r"(?:https?://|www\.)\S+|<[^<>\s]+>", re.IGNORECASE)


@lru_cache(maxsize=1_024)
def _sentences(text: str) -> tuple[str, ...]:
    found: list[str] = []
    no_end = _NO_END[language_of(text)]
    for block in _blocks(own_words(text)):
        marked = no_end.sub(lambda match: match[0].replace(".", _DOT), _LINK.sub("", block))
        found += (part.replace(_DOT, ".").strip() for part in _END.split(marked))
    if found:
        found[0] = found[0][_greeting(found[0])[1] :]
    return tuple(sentence[:_LONGEST] for sentence in found if sentence)[:_SENTENCES]


def sentences(message: Stored) -> tuple[str, ...]:
    """What the message says, sentence by sentence."""
    return _sentences(message.text[:_CHARS])


def goes_on(message: Stored) -> bool:
    """Whether the message is so long that only its beginning is looked at."""
    return len(message.text) > _CHARS or len(sentences(message)) == _SENTENCES


def greeted(message: Stored) -> str:
    """Whom the message greets by name, in small letters; empty if nobody."""
    first = own_words(message.text[:_CHARS]).strip().partition("\n")[0]
    return _greeting(first)[0].casefold()


def _greeting(line: str) -> tuple[str, int]:
    """The names in the greeting that a line begins with, and where it ends."""
    start = phrases("greeting").match(line.lower())
    rest = _REST_OF_GREETING.match(line, start.end()) if start else None
    return (rest["names"], rest.end()) if rest else ("", 0)


def _blocks(text: str) -> list[str]:
    """Lines, joined where only the width of a window broke them."""
    blocks: list[str] = []
    previous = ""
    for line in text.splitlines():
        goes_on = bool(previous) and (len(previous) >= _WRAPPED or line[:1].islower())
        if goes_on and line.strip() and not _BULLET.match(line):
            blocks[-1] += " " + line.strip()
        elif line.strip():
            blocks.append(_BULLET.sub("", line).strip())
        previous = line.strip()
    return blocks
