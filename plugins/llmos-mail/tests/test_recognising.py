"""What `llmos setup` takes a place for, by the marks in the manifest alone."""

from __future__ import annotations

from pathlib import Path

import pytest

LINE = b"From ana@example.org Mon Nov  2 10:00:00 2026\n"


def put(path: Path, raw: bytes = b"") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)


def thunderbird(root: Path, raw: bytes) -> None:
    for account in ("Mail/Local Folders", "ImapMail/imap.example.org"):
        put(root / "ab1.default" / account / "Inbox", LINE + raw)
        put(root / "ab1.default" / account / "Inbox.msf")
        put(root / "ab1.default" / account / "Archive.sbd" / "2024", LINE + raw)
        put(root / "ab1.default" / account / "Archive.sbd" / "2024.msf")


def apple(root: Path, raw: bytes) -> None:
    put(root / "V10" / "MailData" / "Envelope Index")
    put(root / "V10" / "A1" / "INBOX.mbox" / "B2" / "Data" / "Messages" / "1.emlx", b"9\n" + raw)


def evolution(root: Path, raw: bytes) -> None:
    for folder in ("local", "local/.Sent"):
        for part in ("cur", "new", "tmp"):
            (root / folder / part).mkdir(parents=True, exist_ok=True)
    put(root / "local" / "cur" / "1.host:2,S", raw)


def evolution_cache(root: Path, raw: bytes) -> None:
    account = root / "1700000000.1.0@host"
    put(account / "folders.db")
    put(account / "folders" / "INBOX" / "cur" / "3a" / "17", raw)
    put(account / "folders" / "INBOX" / "cur" / "3a" / "17.TEXT", b"a part")
    put(account / "folders" / "Lists" / "subfolders" / "R%26D" / "cur" / "00" / "4", raw)


def exported(root: Path, raw: bytes) -> None:
    put(root / "a.eml", raw)
    put(root / "old" / "b.eml", raw)
    put(root / "takeout.mbox", LINE + raw)


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (
            thunderbird,
            [
                ("thunderbird", "ab1.default/ImapMail/imap.example.org"),
                ("thunderbird", "ab1.default/Mail/Local Folders"),
            ],
        ),
        (apple, [("emlx", "V10")]),
        (evolution, [("maildir", "local")]),
        (evolution_cache, [("evolution", "1700000000.1.0@host")]),
        (exported, [("eml", "."), ("mbox", "takeout.mbox")]),
    ],
)
def test_mailboxes_of_other_programs_are_recognised_once_each(
    llmos_host, letter, tmp_path, make, expected
):
    root = tmp_path / "mail"
    make(root, letter())
    found = llmos_host.kernel.add_source("mail", root)
    assert sorted((one.kind, str(one.path.relative_to(root))) for one in found) == expected
