"""Writing the ledger and reading it. A row that was acknowledged is on the disk and covered."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from llmos.atomic import remove_leftovers
from llmos.calls import Call, Request
from llmos.labels import Label
from llmos.ledger import chain, entries
from llmos.ledger.chain import Point
from llmos.ledger.checkpoint import load, load_or_create, save
from llmos.ledger.entries import Entry
from llmos.ledger.key import Key
from llmos.ledger.pruning import anchor_before
from llmos.ledger.rows import Ending, Intent, Outcome, Place, Refusal, Row, Shown, encode
from llmos.ledger.verifying import Report, verify
from llmos.store import transaction

_KEEP_DAYS = 365


class Ledger:
    """The ledger of one home. Rows are only ever added, and go when they are too old."""

    def __init__(
        self, connection: sqlite3.Connection, checkpoint: Path, keep_days: int = _KEEP_DAYS
    ) -> None:
        self._connection = connection
        self._checkpoint = checkpoint
        self._keep = timedelta(days=keep_days)
        self._tidied: date | None = None

    def open(self, request: Request, call: Call, needs: Sequence[str], decision: str) -> int:
        """Write down what is about to run; returns the entry's id."""
        return self._append(lambda key: Intent(**_asked(key, request, call, needs, decision)))

    def refuse(self, request: Request, call: Call, needs: Sequence[str], reason: str) -> int:
        """Write down what was not allowed to run."""
        return self._append(lambda key: Refusal(**_asked(key, request, call, needs, reason)))

    def close(self, id: int, ending: Ending, label: Label | None, records: Sequence[str]) -> None:
        """Write down how it ended and the ids of the records that were read."""
        self._append(
            lambda _: Outcome(
                at=_now(), of=id, ending=ending, label=label or "", records=tuple(records)
            )
        )

    def shown(
        self,
        request: Request,
        where: Place,
        *,
        plugin: str = "",
        permissions: Sequence[str] = (),
        records: Sequence[str] = (),
        tools: int = 0,
        tool: str = "",
        characters: int = 0,
    ) -> None:
        """Write down what the model is about to be shown."""
        self._append(
            lambda key: Shown(
                at=_now(),
                where=where,
                request_hash=key.of_text(request.text),
                plugin=plugin,
                permissions=tuple(permissions),
                records=tuple(records),
                tools=tools,
                tool=tool,
                characters=characters,
            )
        )

    def entries(self, *, plugin: str | None = None, limit: int = 50) -> list[Entry]:
        """The newest calls first."""
        with closing(chain.read(self._connection, newest_first=True)) as rows:
            calls = entries.calls(rows)
            return list(islice((c for c in calls if plugin in (None, c.plugin)), limit))

    def seen(self, *, plugin: str | None = None, limit: int = 50) -> list[Shown]:
        """What the model was shown, the newest first."""
        with closing(chain.read(self._connection, newest_first=True)) as rows:
            shown = entries.shown(rows)
            return list(islice((s for s in shown if plugin in (None, s.plugin)), limit))

    def verify(self) -> Report:
        """Find what was done to the rows by anybody but llmos."""
        # Nobody writes meanwhile, so that rows and checkpoint belong together.
        with transaction(self._connection) as connection, closing(chain.read(connection)) as rows:
            return verify(rows, load(self._checkpoint))

    def prune(self, moment: datetime) -> None:
        """Forget the rows that are older than this moment."""
        with transaction(self._connection) as connection:
            checkpoint = load_or_create(self._checkpoint)
            with closing(chain.read(connection)) as rows:
                anchor = anchor_before(rows, checkpoint, moment)
            if anchor != checkpoint.anchor:
                # First the checkpoint: a crash then leaves rows too many, which is no fault.
                save(self._checkpoint, msgspec.structs.replace(checkpoint, anchor=anchor))
            chain.drop(connection, anchor)

    def _append(self, row: Callable[[Key], Row]) -> int:
        self._tidy()
        with transaction(self._connection) as connection:
            checkpoint = load_or_create(self._checkpoint)
            body = encode(row(checkpoint.key))
            point = chain.append(connection, checkpoint.key, checkpoint.head, body)
        self._cover(point)
        return point.seq

    def _cover(self, point: Point) -> None:
        """Move the checkpoint on to this row, if another process has not moved it further."""
        with transaction(self._connection):
            checkpoint = load_or_create(self._checkpoint)
            if checkpoint.head.seq < point.seq:
                save(self._checkpoint, msgspec.structs.replace(checkpoint, head=point))

    def _tidy(self) -> None:
        """Once a day: forget what is too old, and what a crash left beside the checkpoint."""
        now = _now()
        if self._tidied != now.date():
            self.prune(now - self._keep)
            with transaction(self._connection):
                remove_leftovers(self._checkpoint)
            self._tidied = now.date()


def _asked(
    key: Key, request: Request, call: Call, needs: Sequence[str], decision: str
) -> dict[str, Any]:
    arguments = msgspec.json.encode(call.arguments, order="sorted").decode()
    return {
        "at": _now(),
        "door": request.door,
        "foreground": request.foreground,
        "request_hash": key.of_text(request.text),
        "plugin": call.plugin,
        "tool": call.tool,
        "arguments_hash": key.of_text(arguments),
        "permissions": tuple(needs),
        "decision": decision,
    }


def _now() -> datetime:
    return datetime.now(UTC)
