"""The facts of a text behind marks, so that whoever rewords the rest cannot touch them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from llmos_mail.facts import facts, is_day

_WORD = re.compile(r"[^\s(\"“„]+")
_ENDS = ".,:;!?)\"“”'"
_UNITS = frozenset(
    "euro euros € eur pound pounds £ dollar dollars $ usd gbp percent prozent % pm am p.m. a.m. uhr"
    " kg km st nd rd th o'clock".split()
)
_BLANK = re.compile(r"[ \t]+")
_ORDINAL = re.compile(r"\b\d\d?\.?[ \t]+")
"""The beginning of a day such as "4. Dezember", whose dot ends no sentence."""

_ORDINAL_ALONE = re.compile(r"\d\d?\.(?= [a-zäöüß])")
"""A day such as "am 3.", where the sentence goes on."""

_BEFORE_TIME = re.compile(
    r"\b(?:(?:by|on|at|from|until|before|after|since|for|in|to|bis|am|um|ab|seit|vor|nach|für"
    r"|avant|depuis|dès|vers|jusqu'au|le|à)(?: the| zum| zur| le)?|next|last|this) $",
    re.IGNORECASE,
)
"""What says how a day or an hour is meant, and stays with it."""

_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Frau|Herrn?|Monsieur|Madame)\.? $",
)
"""What belongs to a name."""

_BEFORE_NUMBER = re.compile(r"\b[A-Za-zÄÖÜäöüß]{4,} $")
"""What a number counts or names, such as "invoice 4471"."""

_MARK = re.compile(r"\{[a-z]+[0-9]*\}")


@dataclass(frozen=True)
class Masked:
    """A text with marks such as `{name1}`, and what each of them stands for, in their order."""

    text: str
    meanings: dict[str, str]

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks in their order."""
        return tuple(self.meanings)

    def unmasked(self, text: str) -> str:
        """A text with what its marks stand for."""
        return _MARK.sub(lambda mark: self.meanings.get(mark[0], mark[0]), text)


def masked(text: str, people: Iterable[str] = ()) -> Masked:
    """Put marks where a text names people, numbers, days and addresses."""
    names = facts(text, people).names
    meanings: dict[str, str] = {}
    numbers: Counter[str] = Counter()
    pieces: list[str] = []
    end = 0
    for first, stop, found in _joined(text, list(_spans(text, names))):
        start, kind = _with_role(text, first, found)
        start = max(end, start)
        numbers[kind] += 1
        mark = f"{{{kind}{numbers[kind]}}}"
        meanings[mark] = text[start:stop]
        pieces += [text[end:start], mark]
        end = stop
    return Masked("".join([*pieces, text[end:]]), meanings)


def _with_role(text: str, start: int, kind: str) -> tuple[int, str]:
    """Where a fact begins with the words that say what it is, and what that makes of it."""
    before = text[max(0, start - 30) : start]
    if kind == "name":
        title = _TITLE.search(before)
        return (start - len(title[0]) if title else start), kind
    if time := _BEFORE_TIME.search(before):
        return start - len(time[0]), kind
    if kind == "number" and (noun := _BEFORE_NUMBER.search(before)):
        return start - len(noun[0]), "thing"
    return start, kind


def _spans(text: str, names: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Beginning, end and kind of each word that is a fact."""
    known = frozenset(names)
    follows_number = False
    for found in _WORD.finditer(text):
        word = found[0].rstrip(_ENDS).removesuffix("'s")
        kind = _kind(word, known, follows_number=follows_number)
        follows_number = kind == "number"
        if kind:
            dot = _ORDINAL_ALONE.match(text, found.start())
            yield found.start(), dot.end() if dot else found.start() + len(word), kind


def _kind(word: str, names: frozenset[str], *, follows_number: bool) -> str:
    small = word.lower()
    if any(character.isdigit() for character in word):
        return "number"
    if follows_number and small in _UNITS:
        return "number"
    if is_day(small):
        return "date"
    return "name" if small in names else ""


def _joined(text: str, spans: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The spans, those that stand side by side as one, which is a day if a part of it is."""
    while spans:
        start, stop, kind = spans.pop(0)
        while spans and _are_one(text, (start, stop, kind), spans[0]):
            _, stop, other = spans.pop(0)
            kind = "date" if "date" in (kind, other) else kind
        yield start, stop, kind


def _are_one(text: str, one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    # A name and a number beside it are two facts.
    if (one[2] == "name") != (other[2] == "name"):
        return False
    is_ordinal = other[2] == "date" and _ORDINAL.fullmatch(text, one[0], other[0])
    return bool(_BLANK.fullmatch(text, one[1], other[0]) or is_ordinal)
