"""The index follows sources of every kind."""

from __future__ import annotations

import pytest

LINE = b"From ana@example.org Mon Nov  2 10:00:00 2026\n"


def emlx(raw: bytes, flags: int) -> bytes:
    return b"%d\n" % len(raw) + raw + b"<key>flags</key><integer>%d</integer>" % flags


@pytest.fixture
def box(tmp_path):
    """An account of Thunderbird with one folder."""
    (tmp_path / "account").mkdir()

    def write(name: str, *letters: bytes) -> None:
        path = tmp_path / "account" / name
        path.write_bytes(b"".join(LINE + raw + b"\n" for raw in letters))
        path.with_name(f"{name}.msf").touch()

    return write


def test_eml_files_come_change_and_go(letter, index, tmp_path):
    first = tmp_path / "mail" / "first.eml"
    first.parent.mkdir()
    first.write_bytes(letter(subject="one"))
    index.update(tmp_path / "mail", kind="eml")
    assert index.subjects() == ["one"]
    (tmp_path / "mail" / "2.eml").write_bytes(letter(subject="two"))
    first.write_bytes(letter(subject="one, written over"))
    index.update(tmp_path / "mail", kind="eml")
    assert index.subjects() == ["one, written over", "two"]
    first.unlink()
    index.update(tmp_path / "mail", kind="eml")
    assert index.subjects() == ["two"]
    index.check()


def test_a_mark_that_apple_mail_sets_is_seen(letter, index, tmp_path):
    folder = tmp_path / "V10" / "INBOX.mbox" / "Messages"
    folder.mkdir(parents=True)
    raw = letter(subject="apple")
    (folder / "1.emlx").write_bytes(emlx(raw, 0))
    index.update(tmp_path / "V10", kind="emlx")
    assert index.subjects(unread=True) == ["apple"]
    (folder / "1.emlx").write_bytes(emlx(raw, 1))
    index.update(tmp_path / "V10", kind="emlx")
    assert index.subjects(unread=True) == []
    assert index.subjects(unread=False) == ["apple"]


def test_new_folders_of_an_account_of_thunderbird_are_found(letter, index, box, tmp_path):
    box("Inbox", letter(subject="one"))
    index.update(tmp_path / "account", kind="thunderbird")
    box("Archive", letter(subject="two"))
    index.update(tmp_path / "account", kind="thunderbird")
    assert index.subjects(folders=("Archive",)) == ["two"]
    (tmp_path / "account" / "Inbox").unlink()
    index.update(tmp_path / "account", kind="thunderbird")
    assert index.subjects() == ["two"]


def test_an_account_that_cannot_be_opened_now_keeps_what_is_known(letter, index, box, tmp_path):
    from llmos_mail.index.update import update

    box("Inbox", letter(subject="kept"))
    place = ("thunderbird", tmp_path / "account")
    update(index.connection, [place], lambda *_: None)
    place[1].rename(tmp_path / "unplugged")
    changes = update(index.connection, [place], lambda *_: None)
    assert "No such file" in changes.unreachable[0]
    assert index.subjects() == ["kept"]
    update(index.connection, [], lambda *_: None)
    assert index.subjects() == []
