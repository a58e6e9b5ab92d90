"""A request cut into what can be a value: runs of words that no preposition or time breaks.

How far a run may reach depends on what it is for. A name ends at the next preposition ("Omar |
about the contract"), a title may hold some ("coffee with Ines"), a message may hold anything. Words
that only ask ("show me") or that name the tool's own business ("mails") begin and end none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from llmos.router.resolving import Span
from llmos.router.words import ASKING_STEMS, FUNCTION_WORDS, LEADING_WORDS, stems, words

Reach = Literal["name", "title", "message"]

_WORD = re.compile(
    r"(?:[dl]|qu)['\N{RIGHT SINGLE QUOTATION MARK}](?=\w)|[^\s,;:!?()\"«»„“”]+|[,;:!?()\"«»„“”]",
    re.I,
)
_INSIDE_TITLES = frozenset(
    words(
        "with of for mit von für avec de du d and und et the a an der die das den le la les un une"
    )
)
_BEFORE_NAMES = frozenset(words("from by with to and von mit an und de d avec à et for für pour"))
_ARTICLES = frozenset(words("the a an my der die das den dem le la les l un une mon ma meine mein"))
_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
_NOUNS = stems("Antwort Antworten Mail Mails Email Nachricht Termin Termine Datei Dateien")
"""German writes these with a capital, and they are nobody's names."""

_LONGEST_NAME = 3
_LONGEST = 24  # words of one value
_MOST = 200  # values offered for one parameter
_IDENTIFIER = re.compile(r"(?=.*\d)(?=.*[a-z])[0-9a-z]{6,}")  # of a record, such as 3f9a0c41d2b7
_QUOTED = re.compile(r'["«„“]\s*([^"»”“]+?)\s*["»”“]')
_TAIL = re.compile(r":\s+(\S.*)$")
_CONJUNCTION = re.compile(r"\b(?:that|dass|daß|que|qu')\s*(\S+\s+\S.*)$", re.I)


@dataclass(frozen=True)
class _Piece:
    text: str
    begin: int
    end: int

    @property
    def plain(self) -> str:
        return self.text.casefold().rstrip(".'\N{RIGHT SINGLE QUOTATION MARK}")


class Chunks:
    """The runs of one request, for a tool whose own words are `business`."""

    def __init__(self, text: str, spans: Sequence[Span], business: set[str]) -> None:
        self._text = text
        self._times = [(span.begin, span.end) for span in spans]
        self._business = business
        self._pieces = [_Piece(hit.group(), *hit.span()) for hit in _WORD.finditer(text)]

    def runs(self, reach: Reach) -> list[str]:
        """The runs that can be a value of that reach, in their order, longer ones first."""
        if reach == "message" and (tail := self.tail()):
            return [tail]
        found = []
        pairs = combinations(range(len(self._pieces) + 1), 2)
        for first, after in sorted(pairs, key=lambda pair: (pair[0] - pair[1], pair[0])):
            if after - first <= _LONGEST and self._holds(self._pieces[first:after], reach):
                found.append(self._written(first, after))
        return list(dict.fromkeys(found))[:_MOST]

    def names(self) -> list[str]:
        """The runs that can be somebody's name: with capitals, possessive, or after "from"."""
        found = []
        for first, after in combinations(range(len(self._pieces) + 1), 2):
            pieces = self._pieces[first:after]
            if after - first <= _LONGEST_NAME and self._holds(pieces, "name"):
                run = self._written(first, after)
                if all(map(self._is_name, pieces)) or self.after(run) in _BEFORE_NAMES:
                    found.append(self._written(first, after))
        return sorted(dict.fromkeys(found), key=len, reverse=True)

    def after(self, run: str) -> str:
        """The word that stands before a run, articles left out; empty if none does."""
        place = self._text.find(run)
        before = [
            word
            for piece in self._pieces
            if piece.end <= place and (word := piece.plain.rstrip(_APOSTROPHES)) not in _ARTICLES
        ]
        return before[-1] if before else ""

    def tail(self) -> str:
        """What is quoted, or follows a colon or a "that": words to be taken as they are."""
        for form in (_QUOTED, _TAIL, _CONJUNCTION):
            if hit := form.search(self._text):
                return hit.group(1).strip()
        return ""

    def said(self) -> int:
        """How many separate runs say something that is not the tool's own business."""
        return sum(1 for part in self._parts() if self._says(part))

    def _parts(self) -> Iterator[list[_Piece]]:
        part: list[_Piece] = []
        for piece in self._pieces:
            if self._breaks(piece, "name"):
                yield part
                part = []
            else:
                part.append(piece)
        yield part

    def _holds(self, pieces: Sequence[_Piece], reach: Reach) -> bool:
        edges = (pieces[0], pieces[-1])
        if any(self._breaks(piece, "name") for piece in edges) or not self._says(pieces):
            return False
        if reach == "message":
            return not any(self._in_time(piece) for piece in pieces)
        return not (
            any(self._breaks(piece, reach) for piece in pieces)
            or any(self._is_business(piece) for piece in edges)
        )

    def _breaks(self, piece: _Piece, reach: Reach) -> bool:
        if not re.search(r"\w", piece.text):
            return True
        word = piece.plain
        if reach == "title" and word.rstrip("'\N{RIGHT SINGLE QUOTATION MARK}") in _INSIDE_TITLES:
            return False
        joint = word in LEADING_WORDS or word in ("that", "dass", "que")
        # An article is no break inside a title, and begins or ends nothing anyway.
        return joint or self._in_time(piece)

    def _says(self, pieces: Sequence[_Piece]) -> bool:
        return any(
            not self._is_business(piece) and not self._breaks(piece, "name") for piece in pieces
        )

    def _is_business(self, piece: _Piece) -> bool:
        said = words(piece.text)
        if not said or _IDENTIFIER.fullmatch(piece.plain):
            return True
        if self._is_name(piece):
            return stems(piece.text) <= self._business | _NOUNS
        if any(letter.isdigit() or letter == "." for letter in piece.text.rstrip(".")):
            return False
        stem = stems(piece.text)
        return all(word in FUNCTION_WORDS for word in said) or stem <= (
            self._business | ASKING_STEMS
        )

    @staticmethod
    def _is_name(piece: _Piece) -> bool:
        """Whether it is written like a name: with a capital that no sentence begins with."""
        return piece.begin > 0 and piece.text[:1].isupper() and len(piece.text) > 1

    def _in_time(self, piece: _Piece) -> bool:
        # "yesterday's presentation" is a name for it, so the day may stand in it.
        possessive = re.fullmatch(r"(?:yesterday|today)\Ws", piece.text, re.I)
        return not possessive and any(a < piece.end and piece.begin < b for a, b in self._times)

    def _written(self, first: int, after: int) -> str:
        run = self._text[self._pieces[first].begin : self._pieces[after - 1].end]
        return re.sub(r"['\N{RIGHT SINGLE QUOTATION MARK}]s$|[.]$", "", run)
