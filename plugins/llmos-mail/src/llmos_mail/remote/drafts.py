"""The user's own mail on an IMAP server: drafts and sent mail put there, drafts found and removed.

The only file here that changes anything on a server.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from llmos_mail.sending.maildir import Purpose, digest_of

_MOST = 50
"""Drafts that are looked at, the newest first."""

_SPECIAL: dict[Purpose, bytes] = {"drafts": rb"\Drafts", "sent": rb"\Sent"}
_NEW: dict[Purpose, str] = {"drafts": "Drafts", "sent": "Sent"}
_FLAGS: dict[Purpose, list[bytes]] = {"drafts": [rb"\Draft", rb"\Seen"], "sent": [rb"\Seen"]}
_APPENDED = re.compile(rb"\[APPENDUID (\d+) (\d+)\]", re.IGNORECASE)


@dataclass(frozen=True)
class Kept:
    """Where a mail lies on a server: its folder, and its number while the folder is the same."""

    folder: str
    validity: int
    uid: int


def keep(client: Any, purpose: Purpose, raw: bytes) -> Kept:
    """Put a mail into the account's folder for drafts or sent mail, which is made if need be."""
    folder = client.find_special_folder(_SPECIAL[purpose])
    if folder is None:
        folder = _NEW[purpose]
        client.create_folder(folder)
    mail = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    answer = client.append(folder, mail, flags=_FLAGS[purpose])
    found = _APPENDED.search(answer if isinstance(answer, bytes) else str(answer).encode())
    validity, uid = (int(found[1]), int(found[2])) if found else (0, 0)
    return Kept(folder, validity, uid)


def newest(client: Any) -> Iterator[tuple[Kept, bytes]]:
    """The account's drafts, the newest first; nothing there is marked as seen by that."""
    folder = client.find_special_folder(_SPECIAL["drafts"])
    if folder is None:
        return
    opened = client.select_folder(folder, readonly=True)
    validity = int(opened.get(b"UIDVALIDITY", 0))
    for uid in sorted(client.search("UNDELETED"), reverse=True)[:_MOST]:
        content = client.fetch([uid], ["BODY.PEEK[]"]).get(uid, {}).get(b"BODY[]")
        if content:
            yield Kept(folder, validity, uid), content


def take_out(client: Any, kept: Kept, digest: str) -> bool:
    """Delete a mail that still has these bytes; False if it is gone or somebody changed it."""
    opened = client.select_folder(kept.folder)
    if not kept.uid or int(opened.get(b"UIDVALIDITY", 0)) != kept.validity:
        return False
    content = client.fetch([kept.uid], ["BODY.PEEK[]"]).get(kept.uid, {}).get(b"BODY[]")
    if content is None or digest_of(content) != digest:
        return False
    client.delete_messages([kept.uid])
    if client.has_capability("UIDPLUS"):
        # Without it, expunging would also remove what other programs have marked.
        client.uid_expunge([kept.uid])
    return True
