"""An account on an IMAP server during an update: what says that nothing changed is passed over."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import datetime
from functools import partial

from llmos_mail.index.writing import Key
from llmos_mail.reading.found import NOT_LOOKED_AT, Found
from llmos_mail.remote.client import FAILURES
from llmos_mail.remote.server import Folder, Listed, Server, State


class ImapOrigin:
    """The cursor keeps the state of each folder. A message never changes under its number, and the
    numbers hold as long as the folder's UIDVALIDITY does, which is therefore part of a copy's key.
    """

    def __init__(self, server: Server, cursor: str) -> None:
        self._server = server
        self._old = {path: State(*state) for path, state in json.loads(cursor or "{}").items()}
        self._folders = server.folders()
        self._now = {folder.path: server.state(folder) for folder in self._folders}

    def unchanged(self) -> bool:
        """Whether every folder says that nothing changed."""
        return self._now == self._old and all(map(self._is_unchanged, self._folders))

    @property
    def skipped(self) -> Collection[str]:
        """The folders that say that nothing changed in them."""
        changed = {one.name for one in self._folders if not self._is_unchanged(one)}
        return {one.name for one in self._folders} - changed

    def listing(self, known: Collection[Key]) -> Iterator[Found]:
        """The messages of the other folders; raises OSError if the server fails."""
        skipped = self.skipped
        try:
            for folder in self._folders:
                if folder.name not in skipped:
                    yield from self._in_folder(folder, known)
        except FAILURES as error:
            raise OSError(None, str(error), "the mail server") from error

    def keeps(self, place: str) -> bool:
        """Nothing is kept of what a listed folder does not hold."""
        return False

    def cursor(self, *, finished: bool) -> str:
        """The states as they were before the listing; the old ones until all was listed."""
        return json.dumps(self._now if finished else self._old)

    def progress(self, listed: int) -> tuple[int, int, str]:
        """In messages of the folders that are listed."""
        skipped = self.skipped
        total = sum(
            self._now[one.path].messages for one in self._folders if one.name not in skipped
        )
        return listed, max(listed, total), "messages"

    def _is_unchanged(self, folder: Folder) -> bool:
        now = self._now[folder.path]
        return now.is_telling and now == self._old.get(folder.path)

    def _in_folder(self, folder: Folder, known: Collection[Key]) -> Iterator[Found]:
        validity, end = self._server.open(folder)
        there = {f"{validity}.{one.uid}": one for one in self._server.listing(end)}
        for key, one in there.items():
            if (folder.name, key) in known:
                yield _found(folder, key, one, b"", datetime.min)
        new = {one.uid: key for key, one in there.items() if (folder.name, key) not in known}
        for uid, raw, arrived in self._server.contents([*new]):
            yield _found(folder, new[uid], there[new[uid]], raw, arrived)


def _found(folder: Folder, key: str, one: Listed, raw: bytes, arrived: datetime) -> Found:
    return Found(
        folder=folder.name,
        key=key,
        place=key,
        stamp=NOT_LOOKED_AT,
        unread=not one.seen,
        aside=folder.aside or one.draft,
        read=partial(_given, raw, arrived),
    )


def _given(raw: bytes, arrived: datetime) -> tuple[bytes, datetime]:
    return raw, arrived
