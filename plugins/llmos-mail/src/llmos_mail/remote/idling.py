"""Waiting for mail on servers: IDLE where it is offered, so that nothing is asked over and over."""

from __future__ import annotations

import time
from typing import Any

from llmos_mail.remote.client import FAILURES

_BETWEEN_QUESTIONS = 60.0
"""How often a server is asked that does not tell by itself."""


class Idling:
    """A logged-in session that waits at the inbox. Where the server knows no IDLE, it is asked once
    a minute how the inbox stands.
    """

    def __init__(self, client: Any, host: str) -> None:
        self._client = client
        self._host = host
        self._idles = client.has_capability("IDLE")
        client.select_folder("INBOX", readonly=True)
        self._asked = time.monotonic()
        self._stood = None if self._idles else self._standing()
        if self._idles:
            client.idle()

    def has_changed(self, seconds: float) -> bool:
        """Whether anything happened at the inbox; waits so long for it where the server tells."""
        try:
            if not self._idles:
                return self._stands_otherwise(seconds)
            # "Still here" is what some servers say every two minutes.
            return any(answer[0] != b"OK" for answer in self._client.idle_check(timeout=seconds))
        except FAILURES as error:
            raise OSError(None, str(error), f"the mail of {self._host}") from error

    def end(self) -> None:
        """Take the session back from waiting, so that it can log out."""
        if self._idles:
            self._client.idle_done()

    def _stands_otherwise(self, seconds: float) -> bool:
        if time.monotonic() < self._asked + _BETWEEN_QUESTIONS:
            time.sleep(seconds)
            return False
        self._asked = time.monotonic()
        return self._standing() != self._stood

    def _standing(self) -> dict[bytes, int]:
        wanted = ["MESSAGES", "UIDNEXT", "UNSEEN"]
        found: dict[bytes, int] = self._client.folder_status("INBOX", wanted)
        return found
