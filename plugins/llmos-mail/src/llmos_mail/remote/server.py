"""Mail on an IMAP server, only ever read: folders, what lies in them, and the bytes.

Folders are opened with EXAMINE and messages fetched with PEEK, so nothing there changes, not even
whether a message was seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from llmos_mail.reading.charsets import clean
from llmos_mail.reading.folders import is_aside
from llmos_mail.reading.limits import BEGINNING_BYTES, MESSAGE_BYTES

_NOT_OPENED = frozenset({b"\\noselect", b"\\nonexistent", b"\\all"})
"""Folders that hold no messages, or only those of all others once more."""

_ASIDE = frozenset({b"\\drafts", b"\\junk", b"\\trash"})
_NUMBERS_AT_ONCE = 50_000
"""imaplib reads lines of a million bytes and no longer."""

_AT_ONCE = 100
_BYTES_AT_ONCE = 8 * 1024 * 1024


class Folder(NamedTuple):
    """How the server and how the user calls it, and whether it holds no exchanged mail."""

    path: str
    name: str
    aside: bool


class State(NamedTuple):
    """How a folder stands. If none of this changes, nothing in it has, provided that the server
    counts changes of flags too (`modseq`); 0 if it does not.
    """

    validity: int
    next: int
    messages: int
    modseq: int

    @property
    def is_telling(self) -> bool:
        """Whether an equal state means that nothing changed."""
        return self.modseq > 0


class Listed(NamedTuple):
    """A message in a folder: its number there, and what the user has done with it."""

    uid: int
    seen: bool
    draft: bool


class Server:
    """A logged-in session."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._counts_changes = client.has_capability("CONDSTORE")

    def folders(self) -> list[Folder]:
        """All folders that hold messages of their own."""
        found = []
        for flags, delimiter, path in self._client.list_folders():
            marks = {flag.lower() for flag in flags}
            if not marks & _NOT_OPENED:
                name = _name(path, (delimiter or b"/").decode("ascii", "replace"))
                found.append(Folder(path, name, bool(marks & _ASIDE) or is_aside(name)))
        return sorted(found)

    def state(self, folder: Folder) -> State:
        """How the folder stands now."""
        wanted = ["UIDVALIDITY", "UIDNEXT", "MESSAGES"]
        wanted += ["HIGHESTMODSEQ"] * self._counts_changes
        found = self._client.folder_status(folder.path, wanted)
        return State(
            found.get(b"UIDVALIDITY", 0),
            found.get(b"UIDNEXT", 0),
            found.get(b"MESSAGES", 0),
            found.get(b"HIGHESTMODSEQ", 0),
        )

    def open(self, folder: Folder) -> tuple[int, int]:
        """Open a folder for reading; gives its UIDVALIDITY and the number of its next message."""
        found = self._client.select_folder(folder.path, readonly=True)
        return int(found.get(b"UIDVALIDITY", 0)), int(found.get(b"UIDNEXT", 0))

    def listing(self, end: int) -> Iterator[Listed]:
        """What lies in the opened folder below a number and is not marked for deletion."""
        for start in range(1, end, _NUMBERS_AT_ONCE):
            numbers = ["UID", f"{start}:{start + _NUMBERS_AT_ONCE - 1}"]
            # Three short answers instead of one line for each message.
            seen = set(self._client.search([*numbers, "SEEN"]))
            drafts = set(self._client.search([*numbers, "DRAFT"]))
            for uid in sorted(self._client.search([*numbers, "UNDELETED"])):
                yield Listed(uid, uid in seen, uid in drafts)

    def contents(self, uids: Sequence[int]) -> Iterator[tuple[int, bytes, datetime]]:
        """Number, bytes and time of arrival of messages of the opened folder, in portions.

        Of one that is too large, only the beginning; one that is gone by now is left out.
        """
        sizes = {
            uid: int(found.get(b"RFC822.SIZE", 0))
            for start in range(0, len(uids), 10 * _AT_ONCE)
            for uid, found in self._fetch(uids[start : start + 10 * _AT_ONCE], "RFC822.SIZE")
        }
        for portion, wanted in _portions([uid for uid in uids if uid in sizes], sizes):
            for uid, found in self._fetch(portion, f"BODY.PEEK[]{wanted}", "INTERNALDATE"):
                raw = next((v for k, v in found.items() if k.startswith(b"BODY[")), b"")
                yield uid, raw or b"", _arrived(found.get(b"INTERNALDATE"))

    def _fetch(self, uids: Sequence[int], *wanted: str) -> list[tuple[int, dict[bytes, Any]]]:
        return sorted(self._client.fetch(list(uids), list(wanted)).items()) if uids else []


def _portions(uids: Sequence[int], sizes: dict[int, int]) -> Iterator[tuple[list[int], str]]:
    """The messages in portions that fit into memory, with what is fetched of each."""
    portion: list[int] = []
    size = 0
    for uid in uids:
        if sizes[uid] > MESSAGE_BYTES:
            # One byte more than fits says that it was cut.
            yield [uid], f"<0.{max(BEGINNING_BYTES, MESSAGE_BYTES + 1)}>"
            continue
        if portion and (len(portion) >= _AT_ONCE or size + sizes[uid] > _BYTES_AT_ONCE):
            yield portion, ""
            portion, size = [], 0
        portion.append(uid)
        size += sizes[uid]
    if portion:
        yield portion, ""


def _name(path: str, delimiter: str) -> str:
    steps = clean(path).split(delimiter) if delimiter else [clean(path)]
    if steps[0].upper() == "INBOX":
        steps = steps[1:] or ["Inbox"]
    return "/".join(steps)


def _arrived(found: datetime | None) -> datetime:
    # IMAPClient gives local time without a zone.
    return (found or datetime.now()).astimezone(UTC)
