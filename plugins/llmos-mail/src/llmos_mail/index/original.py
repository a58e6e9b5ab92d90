"""The bytes of a message that the index knows, from where it lies now."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path

from llmos_mail.index.stored import Stored
from llmos_mail.reading import mbox, pieces, tree
from llmos_mail.reading.found import Found
from llmos_mail.reading.layouts import LAYOUTS


def original(
    connection: sqlite3.Connection, message: Stored, places: Collection[Path]
) -> bytes | None:
    """The message as it was delivered, from one of its copies below these places.

    None if no copy lies there any more.
    """
    for kind, path, folder, key, place in _copies(connection, message):
        if not any(path.is_relative_to(one) for one in places):
            continue
        try:
            found = next((one for one in _near(kind, path, folder, place) if one.key == key), None)
            if found:
                return found.read()[0]
        except OSError:
            continue
    return None


def _copies(
    connection: sqlite3.Connection, message: Stored
) -> Iterator[tuple[str, Path, str, str, str]]:
    query = (
        "SELECT s.kind, s.path, c.folder, c.key, c.place FROM copies c"
        " JOIN sources s ON s.id = c.source WHERE c.message = ?"
    )
    for kind, path, folder, key, place in connection.execute(query, (message.row,)).fetchall():
        yield kind, Path(path), folder, key, place


def _near(kind: str, path: Path, folder: str, place: str) -> Iterator[Found]:
    """The copies among which the wanted one is."""
    if kind == "mbox":
        with path.open("rb") as file:
            for piece in islice(pieces.split(file, int(place)), 1):
                yield from mbox.found(piece, path)
        return
    layout = LAYOUTS.get(kind)
    if layout is None:
        return
    for name, here in tree.folders(layout, path, _raise):
        if name == folder:
            yield from tree.in_folder(layout, name, here, _raise)


def _raise(error: OSError) -> None:
    raise error
