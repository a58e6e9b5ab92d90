"""Rows put together for reading: a call with how it ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from llmos.ledger.chain import Link
from llmos.ledger.rows import Ending, Intent, Outcome, Refusal, Shown, decode


@dataclass(frozen=True)
class Entry:
    """One call. `records` are the ids of what was read; an outcome is unknown while the call
    runs, and for ever if llmos ended before the call did.
    """

    id: int
    at: str
    door: str
    foreground: bool
    plugin: str
    tool: str
    permissions: tuple[str, ...]
    decision: str
    outcome: Ending | Literal["refused", "unknown"]
    label: str
    records: tuple[str, ...]
    request_hash: str
    arguments_hash: str


def calls(newest_first: Iterable[Link]) -> Iterator[Entry]:
    """The calls among these rows, newest first."""
    outcomes: dict[int, Outcome] = {}
    for link in newest_first:
        row = decode(link.seq, link.body)
        if isinstance(row, Outcome):
            outcomes[row.of] = row
        elif isinstance(row, Intent | Refusal):
            yield _entry(link.seq, row, outcomes.pop(link.seq, None))


def shown(newest_first: Iterable[Link]) -> Iterator[Shown]:
    """What the model was shown among these rows, newest first."""
    for link in newest_first:
        row = decode(link.seq, link.body)
        if isinstance(row, Shown):
            yield row


def _entry(id: int, asked: Intent | Refusal, ended: Outcome | None) -> Entry:
    refused = isinstance(asked, Refusal)
    return Entry(
        id=id,
        at=asked.at.isoformat(),
        door=asked.door,
        foreground=asked.foreground,
        plugin=asked.plugin,
        tool=asked.tool,
        permissions=asked.permissions,
        decision=asked.decision,
        outcome="refused" if refused else ended.ending if ended else "unknown",
        label=ended.label if ended else "",
        records=ended.records if ended else (),
        request_hash=asked.request_hash,
        arguments_hash=asked.arguments_hash,
    )
