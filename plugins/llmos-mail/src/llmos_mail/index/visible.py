"""`Visible`: the part of the mail that may be seen, and an index narrowed to it.

The narrowing does not trust the queries: views of the same names lie over the tables, so whatever
a query asks for, the rest is not there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize

from llmos_mail.index.places import folders

_COLUMNS = (
    "id, thread, digest, message_id, reply_to_ids, sent, noticed, claimed, bulk, subject, sender, "
    "recipients, copied, {attachments}, {kinds}, {text}"
)


@dataclass(frozen=True)
class Visible:
    """What may be seen; an empty field hides nothing.

    Times are moments; `since` is included and `until` is not. Without `bodies`, messages have
    neither text nor attachments.
    """

    folders: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    bodies: bool = True

    @property
    def is_dated(self) -> bool:
        """Whether it depends on the day of a message."""
        return bool(self.since or self.until)

    @property
    def is_all_mail(self) -> bool:
        """Whether no message is hidden as a whole."""
        return not (self.folders or self.is_dated)

    def has_folder(self, name: str) -> bool:
        """Whether what lies in this folder may be seen."""
        return not self.folders or _folded(name) in map(_folded, self.folders)

    def has_moment(self, sent: datetime) -> bool:
        """Whether what was sent then may be seen."""
        too_early = self.since is not None and sent < self.since
        return not too_early and (self.until is None or sent < self.until)


def show_only(connection: sqlite3.Connection, visible: Visible) -> None:
    """Hide everything else from all later queries of this connection."""
    if visible.is_all_mail and visible.bodies:
        return
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("CREATE TEMP TABLE visible_folders (folder TEXT PRIMARY KEY)")
    shown = [(name,) for name in folders(connection, "main.copies") if visible.has_folder(name)]
    connection.executemany("INSERT INTO visible_folders VALUES (?)", shown)
    for name, query in _views(visible).items():
        connection.execute(f"CREATE TEMP VIEW {name} AS {query}")


def _views(visible: Visible) -> dict[str, str]:
    days = " AND ".join(["s.id = c.message", *_days(visible)])
    dated = f" AND EXISTS (SELECT 1 FROM main.messages s WHERE {days})" * visible.is_dated
    columns = _COLUMNS.format(
        attachments="attachments" if visible.bodies else "'' AS attachments",
        kinds="kinds" if visible.bodies else "'' AS kinds",
        text="text" if visible.bodies else "'' AS text",
    )
    return {
        "copies": "SELECT c.* FROM main.copies c"
        f" WHERE c.folder IN (SELECT folder FROM temp.visible_folders){dated}",
        "messages": f"SELECT {columns} FROM main.messages s"
        " WHERE EXISTS (SELECT 1 FROM temp.copies c WHERE c.message = s.id)",
        "problems": "SELECT p.* FROM main.problems p"
        " WHERE (p.source, p.folder, p.key) IN (SELECT source, folder, key FROM temp.copies)",
    }


def _days(visible: Visible) -> Iterator[str]:
    # A view takes no parameters; whole numbers can be written into it.
    if visible.since:
        yield f"s.sent >= {int(visible.since.timestamp())}"
    if visible.until:
        yield f"s.sent < {int(visible.until.timestamp())}"


def _folded(name: str) -> str:
    # Some systems write "ü" as two characters.
    return normalize("NFC", name).strip("/ ").casefold()
