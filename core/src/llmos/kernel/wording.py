"""An answer in words: whether one helps, and what the model is shown for it, on record."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from llmos.kernel.hooks import Hooks
from llmos.kernel.turn import Answer
from llmos.ledger import Ledger

if TYPE_CHECKING:
    from llmos.answers import Record, Sentence
    from llmos.engines import Engine


@dataclass(frozen=True)
class Wording:
    """The sentences as they are written and checked, and the records that they cite by number."""

    records: dict[int, Record]
    sentences: Generator[Sentence]


def wording(
    answer: Answer, hooks: Hooks, ledger: Ledger, engine: Callable[[], Engine]
) -> Wording | None:
    """What the model says about an answer; None where what is shown says it already.

    The ledger knows which records the model is shown before it sees them.
    """
    if answer.call is None or answer.output is None:
        return None
    tool = hooks.tool(answer.call.tool).spec
    if tool.effect != "read":
        return None
    from llmos.answers import records_of, shown, wants_words, written  # only some answers need it

    request = answer.request
    if not wants_words(request.text, answer.output):
        return None
    records = shown(records_of(answer.output), request.text)
    if not records:
        return None
    ledger.shown(
        request,
        "writing",
        plugin=tool.plugin,
        permissions=tool.needs,
        records=list(dict.fromkeys(record.id for record in records if record.id)),
        tool=tool.name,
        characters=sum(len(record.whole) for record in records),
    )
    sentences = written(engine(), request.text, records, request.now)
    return Wording({record.number: record for record in records}, sentences)
