"""Forgetting rows that are too old. What is left is still a whole chain, from the new anchor on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from llmos.ledger.chain import Link, Point
from llmos.ledger.checkpoint import Checkpoint
from llmos.ledger.rows import decode


def anchor_before(rows: Iterable[Link], checkpoint: Checkpoint, moment: datetime) -> Point:
    """The last of the rows that are older than this moment.

    It never lies beyond a row that is not as it was written, or beyond a gap: whoever alters rows
    must not be able to have the traces pruned away.
    """
    anchor = checkpoint.anchor
    for link in rows:
        if link.seq <= anchor.seq:
            continue
        follows = link.seq == anchor.seq + 1 and link.previous == anchor.mac
        if not follows or link.seq > checkpoint.head.seq or not link.fits(checkpoint.key):
            break
        if decode(link.seq, link.body).at >= moment:
            break
        anchor = link.point
    return anchor
