"""Files of the index as lines of results."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from llmos import Context
from llmos_files.documents import folder_of
from llmos_files.folders.beneath import shown
from llmos_files.index.query import beginnings, terms
from llmos_files.index.search import File, Hit
from llmos_files.reading.document import Piece
from llmos_files.results.found import FileLine, Passage

_EXCERPT = 300


def line_of(ctx: Context, file: File, passages: Sequence[Passage] = ()) -> FileLine:
    """A file as a line."""
    return FileLine(
        id=file.key,
        name=file.name,
        title=file.title,
        kind=file.kind,
        folder=folder_of(ctx, file),
        path=shown(file.path),
        size=file.size,
        changed=moment(ctx, file.changed),
        passages=list(passages),
        unread=file.problems if file.reason else "",
    )


def hit_line(ctx: Context, hit: Hit, wanted: str) -> FileLine:
    """A found file as a line, with excerpts of its passages."""
    excerpts = [Passage(text=excerpt(p.text, wanted), place=str(p.place)) for p in hit.passages]
    return line_of(ctx, hit.file, excerpts)


def passage_of(piece: Piece) -> Passage:
    """A whole passage."""
    return Passage(text=piece.text, place=str(piece.place))


def moment(ctx: Context, nanoseconds: int) -> datetime:
    """A file's time in the user's zone."""
    return datetime.fromtimestamp(nanoseconds // 1_000_000_000, UTC).astimezone(ctx.now.tzinfo)


def excerpt(text: str, wanted: str) -> str:
    """The part of a passage around the first word that was looked for."""
    flat = " ".join(text.split())
    if len(flat) <= _EXCERPT:
        return flat
    words = [re.escape(word) for term in terms(wanted) for word in beginnings(term)]
    found = re.search("|".join(words), flat, re.IGNORECASE) if words else None
    start = max(0, min(found.start() - _EXCERPT // 3, len(flat) - _EXCERPT)) if found else 0
    cut = flat[start : start + _EXCERPT]
    return ("…" if start else "") + cut.strip() + ("…" if start + _EXCERPT < len(flat) else "")
