"""Which mails were begun to be sent, and how that ended: what keeps one from being sent twice.

One small file a mail, on disk before the server hears of it. If everything stops in between, the
file still says that it was begun.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Literal

State = Literal["begun", "sent"]


class Outbox:
    """The mails of one folder, by their Message-IDs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def state(self, message_id: str) -> State | None:
        """What is known of a mail: None if nothing was ever begun."""
        try:
            return "sent" if self._file(message_id).read_text("ascii") == "sent" else "begun"
        except FileNotFoundError:
            return None

    def begin(self, message_id: str) -> bool:
        """Say that it is about to be sent; False if somebody said so before."""
        self._folder.mkdir(exist_ok=True)
        try:
            with self._file(message_id).open("x", encoding="ascii") as file:
                file.write("begun")
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            return False
        _settle(self._folder)
        return True

    def sent(self, message_id: str) -> None:
        """Say that it is out."""
        written = self._file(message_id).with_suffix(".new")
        written.write_text("sent", "ascii")
        written.replace(self._file(message_id))

    def failed(self, message_id: str) -> None:
        """Say that it certainly is not out; it may be begun again."""
        self._file(message_id).unlink(missing_ok=True)

    def _file(self, message_id: str) -> Path:
        return self._folder / sha256(message_id.encode()).hexdigest()[:32]


def _settle(folder: Path) -> None:
    # The name of a new file is on disk only when its folder is; Windows opens no folders.
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
