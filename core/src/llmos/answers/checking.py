"""Which records bear a sentence out.

One record must hold all that the sentence states, so that nothing is put together that does not
belong together. A sentence that lists several things may be borne out part by part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from llmos.answers.claims import Ground, missing
from llmos.answers.figures import numbers
from llmos.answers.folding import content
from llmos.answers.lexicon import TELLING
from llmos.answers.records import Record

_LEAST_SHARED = 0.5
"""Of the words that carry meaning, as many as this must be the record's own."""

_LIKE = "anything like it"
_PARTS = re.compile(r"(?:[,;:]\s+(?:and\s+|und\s+|et\s+)?|\s+(?:and|und|et)\s+)")
_TOLD = frozenset(word for line in TELLING for word in content(line))


@dataclass(frozen=True)
class Verdict:
    """The numbers of the records that bear a sentence out, or what kind of thing none says."""

    records: tuple[int, ...] = ()
    lacking: str = ""


class Checker:
    """Holds sentences against the records of one answer. `now` is what "today" means."""

    def __init__(self, records: Sequence[Record], question: str, now: datetime) -> None:
        self._grounds = {one.number: Ground.of(one.whole) for one in records}
        self._asked, self._question = content(question), question
        self._now = now

    def verdict(self, sentence: str) -> Verdict:
        """Whether the sentence may be shown, and on what it stands."""
        found, lacking = self._bearer(sentence, sentence)
        if found:
            return Verdict((found,))
        parts = [part for part in _PARTS.split(sentence) if part.strip()]
        bearers = [self._bearer(part, sentence)[0] for part in parts]
        if len(parts) > 1 and all(bearers):
            return Verdict(tuple(dict.fromkeys(bearers)))
        return Verdict(lacking=lacking)

    def _bearer(self, part: str, sentence: str) -> tuple[int, str]:
        """The record that says this part of a sentence and shares most words with it; else 0 and
        what is lacking.
        """
        said = content(part) - _TOLD
        if not said - self._asked and not numbers(part) - numbers(self._question):
            return 0, _LIKE  # the question repeated answers nothing
        shares = {number: self._shared(said, ground) for number, ground in self._grounds.items()}
        lacking = _LIKE
        for number in sorted(shares, key=lambda one: (-shares[one], one)):
            if shares[number] < _LEAST_SHARED:
                break
            found = missing(part, sentence, self._grounds[number], self._now)
            if not found:
                return number, ""
            if lacking == _LIKE:
                lacking = found
        return 0, lacking

    def _shared(self, said: set[str], ground: Ground) -> float:
        """The part of the words that the record has."""
        return len(said & ground.stems) / len(said) if said else 0.0


def borne_out(sentence: str, records: Sequence[Record], question: str, now: datetime) -> Verdict:
    """Whether these records say what the sentence says."""
    return Checker(records, question, now).verdict(sentence)
