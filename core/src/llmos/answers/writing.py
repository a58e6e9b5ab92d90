"""The model writes, the check reads along: a sentence is let through when a record bears it out."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from llmos.answers.checking import Checker
from llmos.answers.folding import folded
from llmos.answers.records import Record, nearest
from llmos.answers.sentences import sentences
from llmos.engines import ONLY_DATA, Engine, framed, words_of

MOST_WORDS = 70
_ROOM = 3_000
"""Characters of records that the model reads; more take it long and help it little."""

_MOST_SENTENCES = 5
_NOTHING = "The records do not say"
_RULES = (
    "You answer one question from the records that you are given, in at most three short and "
    "complete sentences, in the language of the question. Say only what the records say, in their "
    "own words; copy numbers, dates and names exactly. Start with the answer itself. "
    f"If the records do not answer the question, say only: {_NOTHING}. {ONLY_DATA}"
)


@dataclass(frozen=True)
class Sentence:
    """One sentence of the model's; without `records` none bears it out, and it is not to be shown.

    `lacking` is then what no record says.
    """

    text: str
    records: tuple[int, ...] = ()
    lacking: str = ""


def shown(records: Sequence[Record], question: str) -> list[Record]:
    """The records that the model will read for this question."""
    return nearest(records, question, room=_ROOM)


def written(
    engine: Engine, question: str, records: Sequence[Record], now: datetime
) -> Generator[Sentence]:
    """The sentences that the model writes about these records, each when it has been checked.

    Ends early where the model finds no answer or repeats itself. Closing it stops the model.
    """
    checker = Checker(records, question, now)
    said: set[str] = set()
    with closing(words_of(engine, _asked(question, records), most_words=MOST_WORDS)) as pieces:
        for text in sentences(pieces):
            if text in said or len(said) == _MOST_SENTENCES or _says_nothing(text):
                return
            said.add(text)
            verdict = checker.verdict(text)
            yield Sentence(text, verdict.records, verdict.lacking)


def _says_nothing(text: str) -> bool:
    return folded(text).startswith(folded(_NOTHING))


def _asked(question: str, records: Sequence[Record]) -> list[dict[str, str]]:
    # The question stands behind the records, so that what others wrote is not the last word.
    told = "\n\n".join(record.whole for record in records)
    return [
        {"role": "system", "content": _RULES},
        {"role": "user", "content": f"{framed(told)}\n\nQuestion: {question}"},
    ]
