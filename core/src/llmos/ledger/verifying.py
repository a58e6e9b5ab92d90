"""Finding what was done to the ledger: rows altered, taken out, put in, moved or cut off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from llmos.ledger.chain import Link
from llmos.ledger.checkpoint import Checkpoint

Kind = Literal["altered", "missing", "foreign", "unchecked"]

_WORDS: dict[Kind, str] = {
    "altered": "not as llmos wrote it, or written with another key",
    "missing": "taken out or cut off, or an older copy of state.db was put back",
    "foreign": "does not follow from the row before it: it comes from another copy of the ledger",
    "unchecked": "cannot be checked: the checkpoint with the key is gone",
}


class Fault(msgspec.Struct, frozen=True):
    """Something that was done to the rows from `first` to `last`."""

    kind: Kind
    first: int
    last: int

    @property
    def words(self) -> str:
        """What was found."""
        return _WORDS[self.kind]


class Report(msgspec.Struct, frozen=True):
    """What `verify` found. `head` is the newest row with its MAC: whoever notes both down
    elsewhere also notices when database and checkpoint are put back together to an older copy.
    """

    rows: int
    pruned: int
    head: int
    mac: str
    faults: tuple[Fault, ...]


def verify(rows: Iterable[Link], checkpoint: Checkpoint | None) -> Report:
    """Check every row against the key, the row before it and the checkpoint."""
    if checkpoint is None:
        return _unchecked(rows)
    walk = _Walk(checkpoint)
    for link in rows:
        walk.step(link)
    return walk.end()


class _Walk:
    """A walk along the chain: which number has to come next, after which MAC if that is known."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._checkpoint = checkpoint
        self._key = checkpoint.key
        self._faults = _Faults()
        self._rows = 0
        self._next = checkpoint.anchor.seq + 1
        self._mac: bytes | None = checkpoint.anchor.mac
        self._newest = checkpoint.head

    def step(self, link: Link) -> None:
        """Check the next row."""
        self._rows += 1
        whole = link.fits(self._key)
        if not whole:
            self._faults.add("altered", link.seq, link.seq)
        if link.seq <= self._checkpoint.anchor.seq:
            return  # pruned up to here; a crash left it behind
        if whole and link.seq > self._next:
            self._faults.add("missing", self._next, link.seq - 1)
            self._mac = None
        if whole and (self._mac not in (None, link.previous) or self._strays(link)):
            self._faults.add("foreign", link.seq, link.seq)
        if whole or link.seq == self._next:
            self._next, self._mac = link.seq + 1, link.mac if whole else None
        if whole and link.seq > self._newest.seq:
            self._newest = link.point

    def end(self) -> Report:
        """Hold the end of the table against the checkpoint."""
        head, anchor = self._checkpoint.head, self._checkpoint.anchor
        if self._next <= head.seq:
            self._faults.add("missing", self._next, head.seq)
        mac = self._newest.mac.hex()
        return Report(self._rows, anchor.seq, self._newest.seq, mac, self._faults.found)

    def _strays(self, link: Link) -> bool:
        return link.seq == self._checkpoint.head.seq and link.mac != self._checkpoint.head.mac


class _Faults:
    """What was found, neighbours of one kind together."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    @property
    def found(self) -> tuple[Fault, ...]:
        return tuple(self._found)

    def add(self, kind: Kind, first: int, last: int) -> None:
        newest = self._found[-1] if self._found else None
        if newest is not None and newest.kind == kind and newest.last == first - 1:
            first = self._found.pop().first
        self._found.append(Fault(kind, first, last))


def _unchecked(rows: Iterable[Link]) -> Report:
    numbers = [link.seq for link in rows]
    if not numbers:
        return Report(0, 0, 0, "", ())
    fault = Fault("unchecked", numbers[0], numbers[-1])
    return Report(len(numbers), 0, numbers[-1], "", (fault,))
