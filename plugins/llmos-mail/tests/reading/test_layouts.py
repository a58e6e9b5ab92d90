"""Mailboxes as different programs lay them out on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmos_mail.reading.layouts import boxes, count, listing

LINE = b"From ana@example.org Mon Nov  2 10:00:00 2026\n"


def put(path: Path, raw: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return path


def emlx(raw: bytes, flags: int | None) -> bytes:
    listed = b"" if flags is None else b"<key>flags</key>\n\t<integer>%d</integer>\n" % flags
    return b"%-10d\n" % len(raw) + raw + b"<plist><dict>" + listed + b"</dict></plist>\n"


def test_eml_files_are_found_in_all_folders_below(letter, tmp_path):
    put(tmp_path / "a.eml", letter(subject="top"))
    put(tmp_path / "2024" / "trips" / "B.EML", letter(subject="deep"))
    put(tmp_path / "2024" / "notes.txt", b"no mail")
    found = {one.folder: one for one in listing("eml", tmp_path)}
    assert set(found) == {"Inbox", "2024/trips"}
    assert b"deep" in found["2024/trips"].read()[0]
    assert count("eml", tmp_path) == 2


def test_thunderbirds_one_file_a_message_is_called_what_the_user_calls_it(letter, tmp_path):
    put(tmp_path / "Inbox" / "cur" / "1.eml", letter())
    put(tmp_path / "Archive.sbd" / "2024" / "cur" / "2.eml", letter())
    assert sorted(one.folder for one in listing("eml", tmp_path)) == ["Archive/2024", "Inbox"]


def test_evolutions_copies_of_an_account_are_called_what_the_user_calls_the_folders(
    letter, tmp_path
):
    folders = tmp_path / "folders"
    put(folders / "INBOX" / "cur" / "3a" / "17", letter(subject="inbox"))
    put(folders / "INBOX" / "cur" / "3a" / "17.TEXT", b"only a part")
    put(folders / "INBOX" / "cur" / "0b" / "18", letter(subject="more"))
    put(folders / "Work" / "subfolders" / "R&D 100%25" / "cur" / "00" / "17", letter())
    put(folders / "cur" / "cur" / "2e" / "1", letter())
    put(folders / "subfolders" / "subfolders" / "cur" / "cur" / "2e" / "1", letter())
    put(tmp_path / "folders.db", b"1")
    found = sorted((one.folder, one.key) for one in listing("evolution", tmp_path))
    assert found == [
        ("Inbox", "17"),
        ("Inbox", "18"),
        ("Work/R&D 100%25", "17"),
        ("cur", "1"),
        ("subfolders/cur", "1"),
    ]
    assert count("evolution", tmp_path) == 5


def test_evolutions_own_folders_are_a_maildir_with_its_signs_and_files_beside(letter, tmp_path):
    # As Evolution's own library wrote it: signs of names escaped, its indexes between the folders.
    for name in ("", ".Sent", ".Work.2026", ".v1_2E0"):
        for part in ("cur", "new", "tmp"):
            (tmp_path / name / part).mkdir(parents=True)
        put(tmp_path / name / "cur" / "1795575429.7038_0.vm:2,S", letter())
        put(tmp_path / f".{name}.ibex.index.data", b"index")
        put(tmp_path / f".{name}.cmeta", b"meta")
    put(tmp_path / "..maildir++", b"maildir++ 1")
    put(tmp_path / "folders.db", b"db")
    found = sorted(one.folder for one in listing("maildir", tmp_path))
    assert found == ["Inbox", "Sent", "Work/2026", "v1.0"]


@pytest.mark.parametrize(
    ("flags", "unread", "aside"),
    [(0, True, False), (1, False, False), (8590195713, False, False), (65, False, True)],
)
def test_apple_mail_keeps_its_marks_behind_the_message(letter, tmp_path, flags, unread, aside):
    raw = letter(subject="apple")
    put(tmp_path / "INBOX.mbox" / "A" / "Data" / "Messages" / "7.emlx", emlx(raw, flags))
    (found,) = listing("emlx", tmp_path)
    assert (found.folder, found.key) == ("Inbox", "7")
    assert (found.unread, found.aside) == (unread, aside)
    assert found.read()[0] == raw


def test_apple_mail_without_a_list_or_a_length_is_read_as_it_is(letter, tmp_path):
    raw = letter()
    put(tmp_path / "Archive.mbox" / "Old.mbox" / "Messages" / "1.emlx", emlx(raw, None))
    put(tmp_path / "Archive.mbox" / "Messages" / "2.partial.emlx", raw)
    found = {one.folder: one for one in listing("emlx", tmp_path)}
    assert set(found) == {"Archive/Old", "Archive"}
    assert [one.unread for one in found.values()] == [False, False]
    assert all(one.read()[0] == raw for one in found.values())


def test_what_apple_mail_has_deleted_is_gone(letter, tmp_path):
    put(tmp_path / "INBOX.mbox" / "Messages" / "1.emlx", emlx(letter(), 3))
    assert list(listing("emlx", tmp_path)) == []


def test_an_account_of_thunderbird_is_its_mbox_files(letter, tmp_path):
    for name in ("Inbox", "Archive.sbd/2024"):
        put(tmp_path / name, LINE + letter() + b"\n")
        put(tmp_path / f"{name}.msf", b"// index")
    put(tmp_path / "Trash.msf", b"// index of a folder that was never fetched")
    put(tmp_path / "filterlog.html", b"no mail")
    assert boxes("thunderbird", tmp_path) == [
        ("mbox", tmp_path / "Inbox"),
        ("mbox", tmp_path / "Archive.sbd" / "2024"),
    ]
    assert [one.folder for one in listing("thunderbird", tmp_path)] == ["Inbox", "Archive/2024"]


@pytest.mark.parametrize("kind", ["maildir", "eml", "emlx", "thunderbird", "mbox"])
def test_a_source_that_is_gone_is_an_error_and_not_an_empty_one(kind, tmp_path):
    with pytest.raises(FileNotFoundError):
        count(kind, tmp_path / "gone")
    with pytest.raises(FileNotFoundError):
        list(listing(kind, tmp_path / "gone"))
