"""A request cut into the runs of words that say something, each with what introduces it.

A run ends where a preposition, a time, a sign or a word of the tool's own business begins:
"mails | from Omar | about the contract" is ("from", "Omar") and ("about", "contract"). Words count
as known also with one letter wrong, because people type fast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from llmos.router.business import mended
from llmos.router.cues import (
    ALSO_NOUNS,
    ARTICLES,
    CUES,
    CUT,
    ENDING_VERBS,
    GERMAN,
    GERMAN_CUES,
    LEADING_VERBS,
    ORDERING,
    RECORDS,
    WROTE,
)
from llmos.router.resolving import Span
from llmos.router.sayings import quotations
from llmos.router.words import FUNCTION_WORDS, words

_PIECE = re.compile(
    r"(?:[dlsmntj]|qu)['\N{RIGHT SINGLE QUOTATION MARK}](?=\w)"
    r"|[\w.+-]+@[\w.-]+\w|[^\s,;:!?()\"«»„“”]+|[,;:!?()\"«»„“”]",
    re.I,
)
_POSSESSIVE = re.compile(r"['\N{RIGHT SINGLE QUOTATION MARK}]s?$")
_OF_A_DAY = re.compile(r"(?:yesterday|today)\Ws", re.I)
"""In "yesterday's presentation" the day may be part of a name."""

_BEFORE_NAMES = frozenset(("from", "by", "to", "for", "with"))
_LONG_CUES = [cue for cue in CUES if len(cue) > 4]  # those that can be mended


class Words(Protocol):
    """Words that say nothing about the values of a request."""

    def holds(self, word: str) -> bool:
        """Whether a word, without case, is one of them."""
        ...


@dataclass(frozen=True)
class Segment:
    """A run of words of the request.

    `cue` is the word that introduces it; nothing but articles and the cue lies between it and the
    segment before if `joined`. `nominal` says that it stands where a noun does, `determined` that
    an article comes before it; `before` and `after` are the plain words around it.
    """

    begin: int
    end: int
    text: str
    cue: str = ""
    is_name: bool = False
    joined: bool = False
    determined: bool = False
    nominal: bool = True
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass
class Word:
    """One word or sign, and what it does in the request."""

    text: str
    begin: int
    end: int
    kind: str = "content"  # content, cue, article, business, time, sign, name
    cue: str = ""

    @property
    def plain(self) -> str:
        """Without case and apostrophes."""
        return _POSSESSIVE.sub("", self.text.casefold().rstrip("."))


def cut(
    text: str, spans: Sequence[Span], business: Words, taken: tuple[int, int] | None = None
) -> list[Segment]:
    """The segments of a request in their order, for a tool whose own words are `business`.

    What stands from the first to the second place of `taken` belongs to none of them.
    """
    marked = _marked(text, spans, business)
    if taken is not None:
        marked = [word for word in marked if not taken[0] <= word.begin < taken[1]]
    return list(_segments(text, marked))


def is_german(text: str) -> bool:
    """Whether a text is German, whose nouns all have capitals."""
    return not GERMAN.isdisjoint(words(text))


def _marked(text: str, spans: Sequence[Span], business: Words) -> list[Word]:
    found = [Word(hit.group(), *hit.span()) for hit in _PIECE.finditer(text)]
    cues = CUES | GERMAN_CUES if is_german(text) else CUES
    begins = True  # nothing has been said yet in this clause
    quoted = quotations(text)
    for place, word in enumerate(found):
        if any(begin <= word.begin < end for begin, end in quoted):
            continue
        word.kind = _kind(word, spans, cues)
        if word.kind in ("sign", "cue"):
            begins = word.cue in ("", "and")
        elif word.kind == "content":
            word.kind = _of_content(word, place, found, business, begins=begins)
            begins = begins and word.kind == "business"
    return found


def _kind(word: Word, spans: Sequence[Span], cues: Mapping[str, str]) -> str:
    if "@" in word.text:
        return "content"
    inside = any(span.begin < word.end and word.begin < span.end for span in spans)
    if inside and not _OF_A_DAY.fullmatch(word.text):
        return "time"
    if not re.search(r"\w", word.text):
        return "sign"
    word.cue = cues.get(word.plain) or cues.get(mended(word.plain, _LONG_CUES), "")
    if word.cue:
        return "cue"
    return "article" if word.plain in ARTICLES else "content"


def _of_content(
    word: Word, place: int, found: Sequence[Word], business: Words, *, begins: bool
) -> str:
    if _is_named(word, place, business):
        return "name"
    if word.plain in ALSO_NOUNS and not begins and _is_beside_a_noun(found, place):
        return "content"
    leads = begins and (word.plain[:5] in LEADING_VERBS or _is_verb(found[place : place + 2]))
    ends = word.plain in ENDING_VERBS and _ends(found[place + 1 :])
    return "business" if leads or ends or business.holds(word.plain) else "content"


def _segments(text: str, marked: Sequence[Word]) -> Iterator[Segment]:
    cue, joined, run = "", False, list[int]()
    for place, word in [*enumerate(marked), (len(marked), Word("", len(text), len(text), "end"))]:
        if run and cue in _BEFORE_NAMES and marked[run[-1]].kind == "name" != word.kind:
            yield _segment(text, marked, run, cue, joined=joined)
            joined, cue, run = False, "", []
        if word.kind in ("content", "name"):
            run.append(place)
            continue
        if word.kind == "article":
            continue
        if run and not all(_OF_A_DAY.fullmatch(marked[n].text) for n in run):
            yield _segment(text, marked, run, cue, joined=joined)
            joined, cue = True, ""
        run = []
        if word.kind == "cue":
            cue = cue if word.plain == "to" and cue == "in" else word.cue  # "according to"
        elif word.kind == "time" and cue and not joined:
            continue  # "in last Tuesday's file"
        elif word.kind in ("sign", "time"):
            cue, joined = "", False
        else:
            joined = False


def _segment(
    text: str, marked: Sequence[Word], run: Sequence[int], cue: str, *, joined: bool
) -> Segment:
    first, last = marked[run[0]], marked[run[-1]]
    determined = _is_determined(marked, run[0])
    german = is_german(text)
    said = text[first.begin : last.end].rstrip(".")
    return Segment(
        begin=first.begin,
        end=last.end,
        text=_POSSESSIVE.sub("", said),
        cue=cue,
        is_name=all(marked[place].kind == "name" for place in run) and not (german and determined),
        joined=joined,
        determined=determined,
        nominal=_is_nominal(marked, run, german=german),
        before=tuple(word.plain for word in marked[: run[0]] if word.kind != "sign"),
        after=tuple(word.plain for word in marked[run[-1] + 1 :] if word.kind != "time"),
    )


def _is_determined(marked: Sequence[Word], place: int) -> bool:
    """Whether an article stands before a word, perhaps with "next" between them."""
    before = place - 1
    while before >= 0 and marked[before].plain in ORDERING:
        before -= 1
    return before >= 0 and marked[before].kind == "article"


def _is_nominal(marked: Sequence[Word], run: Sequence[int], *, german: bool) -> bool:
    """Whether a run stands where a noun does, not where a verb follows its subject."""
    if any(word.text[:1].isupper() or "@" in word.text for word in (marked[n] for n in run)):
        return True
    if german:
        return False  # its nouns have capitals
    before = marked[run[0] - 1] if run[0] else None
    follows = marked[run[-1] + 1].plain if run[-1] + 1 < len(marked) else ""
    if before is None or before.kind in ("article", "cue", "sign", "time") or follows in RECORDS:
        return True
    return before.plain in RECORDS | ORDERING or before.plain not in FUNCTION_WORDS | CUT | WROTE


def _is_named(word: Word, place: int, business: Words) -> bool:
    """Whether it is written like a name: with a capital that neither a sentence nor a tool has."""
    plain = word.plain
    if "@" in plain:
        return True
    return place > 0 and len(plain) > 1 and word.text[:1].isupper() and not business.holds(plain)


def _is_verb(words: Sequence[Word]) -> bool:
    """Whether the first word of a clause asks for something: no noun stands before an article."""
    word, *after = words
    return bool(after) and (
        after[0].plain in ARTICLES - _AFTER_NOUNS or word.plain.rpartition("-")[2] in _OBJECTS
    )


_OBJECTS = frozenset(("me", "us", "mir", "mich", "uns", "moi", "nous", "le", "la", "les"))
_AFTER_NOUNS = frozenset(("la", "der", "des", "this", "that", "diese", "l"))
"""Articles that may follow a noun: "Zusammenfassung der Mails"."""


def _is_beside_a_noun(found: Sequence[Word], place: int) -> bool:
    """Whether a word goes on a run of content, or stands between an article and its noun."""
    before, after = found[place - 1], found[place + 1 : place + 2]
    inside = before.kind == "article" and bool(after) and after[0].kind == "content"
    return inside or before.kind in ("content", "name")


def _ends(after: Sequence[Word]) -> bool:
    """Whether nothing but times and signs follows."""
    return all(word.kind == "sign" or not re.search(r"\w", word.text) for word in after)
