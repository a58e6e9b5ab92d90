"""The index follows its sources."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

LINE = b"From ana@example.org Mon Nov  2 10:00:00 2026\n"


def counts(changes) -> tuple[int, int, int]:
    return changes.added, changes.updated, changes.removed


def rest(path: Path) -> None:
    """Let all folders look as if nothing had happened in them since a certain day."""
    for folder in path.rglob("*"):
        if folder.is_dir():
            os.utime(folder, (1_700_000_000, 1_700_000_000))


def post(*letters: bytes) -> bytes:
    return b"".join(LINE + letter + b"\n" for letter in letters)


def test_messages_of_a_maildir_and_its_folders_are_found(letter, maildir, index):
    maildir.add(letter(subject="one"))
    maildir.add(letter(subject="two"), folder=".Sent")
    maildir.add(letter(subject="three"), folder="Archive/2024", new=True)
    assert counts(index.update(maildir.path)) == (3, 0, 0)
    assert index.subjects() == ["one", "three", "two"]
    index.check()


def test_a_second_update_finds_nothing_to_do(letter, maildir, index, tmp_path):
    maildir.add(letter())
    (tmp_path / "box").write_bytes(post(letter(), letter()))
    index.update(maildir.path, tmp_path / "box")
    assert counts(index.update(maildir.path, tmp_path / "box")) == (0, 0, 0)
    assert counts(index.update(maildir.path, tmp_path / "box", thorough=True)) == (0, 0, 0)


def test_moving_from_new_to_cur_and_changing_flags_reads_nothing_again(letter, maildir, index):
    path = maildir.add(letter(subject="moving"), new=True)
    index.update(maildir.path)
    assert index.subjects(unread=True) == ["moving"]
    digest = index.rows("SELECT id, digest FROM messages")
    moved = maildir.path / "cur" / f"{path.name}:2,S"
    path.rename(moved)
    # Only somebody who reads the file again would notice that it says something else now.
    times = moved.stat().st_atime_ns, moved.stat().st_mtime_ns
    moved.write_bytes(moved.read_bytes().replace(b"moving", b"unseen"))
    os.utime(moved, ns=times)
    assert counts(index.update(maildir.path)) == (0, 1, 0)
    assert index.rows("SELECT id, digest FROM messages") == digest
    assert index.subjects(unread=False) == ["moving"]


def test_a_file_that_changed_is_read_again_by_a_thorough_update(letter, maildir, index):
    path = maildir.add(letter(subject="before"))
    index.update(maildir.path)
    path.write_bytes(letter(subject="afterwards"))
    assert counts(index.update(maildir.path, thorough=True)) == (0, 1, 0)
    assert index.subjects() == ["afterwards"]
    assert index.subjects(text="before") == []
    index.check()


def test_a_folder_in_which_nothing_changed_is_not_looked_into(letter, maildir, index):
    maildir.add(letter(subject="old"))
    archived = maildir.add(letter(subject="archived"), folder=".Archive")
    rest(maildir.path)
    index.update(maildir.path)
    # Only somebody who looks into the folder would notice that its file is gone.
    archived.unlink()
    rest(maildir.path)
    maildir.add(letter(subject="new"))
    assert counts(index.update(maildir.path)) == (1, 0, 0)
    assert index.subjects() == ["archived", "new", "old"]
    assert counts(index.update(maildir.path, thorough=True)) == (0, 0, 1)


def test_a_folder_that_is_gone_takes_its_messages_along(letter, maildir, index):
    maildir.add(letter(subject="stays"))
    maildir.add(letter(subject="goes"), folder=".Archive")
    rest(maildir.path)
    index.update(maildir.path)
    shutil.rmtree(maildir.path / ".Archive")
    assert counts(index.update(maildir.path)) == (0, 0, 1)
    assert index.subjects() == ["stays"]


def test_a_folder_that_changed_a_moment_ago_is_looked_into_again(letter, maildir, index):
    maildir.add(letter(subject="one"))
    index.update(maildir.path)
    times = [(maildir.path / part).stat() for part in ("cur", "new")]
    maildir.add(letter(subject="two"))
    for part, time in zip(("cur", "new"), times, strict=True):
        os.utime(maildir.path / part, ns=(time.st_atime_ns, time.st_mtime_ns))
    index.update(maildir.path)
    assert index.subjects() == ["one", "two"]


def test_deleted_messages_leave_the_index(letter, maildir, index):
    path = maildir.add(letter("secret words", subject="gone"))
    maildir.add(letter(subject="stays"))
    index.update(maildir.path)
    path.unlink()
    assert counts(index.update(maildir.path)) == (0, 0, 1)
    assert index.subjects() == ["stays"]
    assert index.subjects(text="secret") == []
    index.check()


def test_two_copies_are_one_message_until_both_are_gone(letter, maildir, index):
    raw = letter(subject="copied")
    first, second = maildir.add(raw), maildir.add(raw, folder=".Archive")
    index.update(maildir.path)
    assert index.subjects() == ["copied"]
    first.unlink()
    index.update(maildir.path)
    assert index.subjects() == index.subjects(folders=("Archive",)) == ["copied"]
    second.unlink()
    index.update(maildir.path)
    assert index.subjects() == []


def test_a_source_that_is_no_longer_given_is_forgotten(letter, maildir, index, tmp_path):
    maildir.add(letter(subject="kept"))
    (tmp_path / "box").write_bytes(post(letter(subject="revoked"), letter(subject="revoked too")))
    index.update(maildir.path, tmp_path / "box")
    assert counts(index.update(maildir.path)) == (0, 0, 2)
    assert index.subjects() == ["kept"]
    assert len(index.rows("SELECT * FROM sources")) == 1
    assert len(index.rows("SELECT * FROM links")) == 1
    index.check()


def test_a_source_that_cannot_be_opened_now_keeps_what_is_known(letter, maildir, index):
    maildir.add(letter(subject="kept"))
    index.update(maildir.path)
    places = [("maildir", maildir.path)]
    maildir.path.rename(maildir.path.with_name("unplugged"))
    from llmos_mail.index.update import update

    changes = update(index.connection, places, lambda *_: None)
    assert "No such file" in changes.unreachable[0]
    assert index.subjects() == ["kept"]


@pytest.mark.parametrize("raw", [b"", b"\n\n"])
def test_an_empty_file_is_a_problem_until_it_is_complete(raw: bytes, letter, maildir, index):
    path = maildir.add(raw)
    index.update(maildir.path)
    assert index.rows("SELECT why FROM problems") == [
        ("It is empty: still being delivered, or cut off.",)
    ]
    assert index.subjects() == []
    path.write_bytes(letter(subject="complete"))
    index.update(maildir.path)
    assert index.subjects() == ["complete"]
    assert index.rows("SELECT why FROM problems") == []


def test_what_could_not_be_read_in_full_is_a_message_and_a_problem(letter, maildir, index):
    maildir.add(letter(subject="undated", date="sometime"))
    index.update(maildir.path)
    assert index.subjects() == ["undated"]
    ((why,),) = index.rows("SELECT why FROM problems")
    assert "no readable date" in str(why)


def test_one_message_that_breaks_the_reader_does_not_stop_the_others(
    letter, maildir, index, monkeypatch
):
    from llmos_mail.index import catchup

    def breaking(raw: bytes, **arrived):
        if b"poison" in raw:
            raise RecursionError
        return reading(raw, **arrived)

    reading = catchup.read_message
    monkeypatch.setattr(catchup, "read_message", breaking)
    maildir.add(letter("poison"))
    maildir.add(letter(subject="healthy"))
    index.update(maildir.path)
    assert index.subjects() == ["healthy"]
    assert index.rows("SELECT why FROM problems") == [("It cannot be read (RecursionError).",)]


def test_an_mbox_that_grew_is_read_on_from_its_end(letter, index, tmp_path):
    box = tmp_path / "box"
    letters = [letter(subject=f"number {n}") for n in range(5)]
    box.write_bytes(post(*letters[:3]))
    assert counts(index.update(box)) == (3, 0, 0)
    with box.open("ab") as file:
        file.write(post(*letters[3:]))
    assert counts(index.update(box)) == (2, 0, 0)
    assert len(index.subjects()) == 5


def test_a_last_message_that_was_half_written_is_replaced_by_the_whole(letter, index, tmp_path):
    box = tmp_path / "box"
    whole = post(letter(subject="first"), letter("half and whole", subject="last"))
    box.write_bytes(whole[:-8])
    index.update(box)
    box.write_bytes(whole)
    assert counts(index.update(box)) == (1, 0, 1)
    assert index.subjects() == ["first", "last"]
    assert index.subjects(text="whole") == ["last"]


def test_messages_taken_out_of_an_mbox_leave_the_index(letter, index, tmp_path):
    box = tmp_path / "box"
    letters = [letter(subject=f"number {n}") for n in range(6)]
    box.write_bytes(post(*letters))
    index.update(box)
    box.write_bytes(post(*letters[:1], *letters[3:]))
    assert counts(index.update(box))[2] == 2
    assert index.subjects() == ["number 0", "number 3", "number 4", "number 5"]
    index.check()


def test_an_mbox_that_was_replaced_by_a_longer_one_is_noticed(letter, index, tmp_path):
    box = tmp_path / "box"
    box.write_bytes(post(letter(subject="old one"), letter(subject="old two")))
    index.update(box)
    box.write_bytes(post(*[letter(subject=f"new {n}") for n in range(9)]))
    index.update(box)
    assert index.subjects() == [f"new {n}" for n in range(9)]


def test_a_mark_set_in_the_middle_of_an_mbox_changes_the_flag_and_reads_nothing(
    letter, index, tmp_path
):
    box = tmp_path / "box"
    marked = post(b"X-Mozilla-Status: 0000\n" + letter(subject="marked"), letter(subject="other"))
    box.write_bytes(marked)
    index.update(box)
    assert index.subjects(unread=True) == ["marked"]
    box.write_bytes(marked.replace(b"Status: 0000", b"Status: 0001"))
    os.utime(box, ns=(1, 1))
    assert counts(index.update(box)) == (0, 1, 0)
    assert index.subjects(unread=True) == []


def test_two_equal_messages_in_an_mbox_are_one(letter, index, tmp_path):
    box = tmp_path / "box"
    raw = letter(subject="twice")
    box.write_bytes(post(raw, letter(subject="other"), raw))
    index.update(box)
    assert index.subjects() == ["other", "twice"]
    with box.open("ab") as file:
        file.write(post(raw))
    index.update(box)
    assert index.subjects() == ["other", "twice"]


def test_progress_is_told_in_messages_and_ends_at_the_total(letter, maildir, index):
    from llmos_mail.index.update import update

    for _ in range(120):
        maildir.add(letter())
    told: list[tuple[str, int, int, str]] = []
    update(index.connection, [("maildir", maildir.path)], lambda *how: told.append(how))
    assert told == [("Maildir", 50, 120, "messages"), ("Maildir", 100, 120, "messages")]


def test_a_folder_that_cannot_be_opened_hides_no_other_and_is_said(
    letter, maildir, index, monkeypatch
):
    for _ in range(120):
        maildir.add(letter(), folder=".Open")
    closed = maildir.folder(".Closed") / "cur"
    scandir, listdir = os.scandir, os.listdir

    def refusing(look, path):
        if str(path) == str(closed):
            raise PermissionError(13, "Permission denied", str(path))
        return look(path)

    monkeypatch.setattr(os, "scandir", lambda path: refusing(scandir, path))
    monkeypatch.setattr(os, "listdir", lambda path: refusing(listdir, path))
    changes = index.update(maildir.path)
    assert changes.added == 120
    assert changes.unreachable == [f"{closed}: Permission denied"]


def test_every_fixture_is_a_message_or_a_problem(fixtures: Path, maildir, index):
    files = [path for path in sorted(fixtures.rglob("*")) if path.is_file()]
    for path in files:
        maildir.add(path.read_bytes())
    changes = index.update(maildir.path)
    assert changes.added == len(files)
    (unread,) = index.rows("SELECT count(*) FROM copies WHERE message IS NULL")[0]
    (empty,) = index.rows("SELECT count(*) FROM problems WHERE why LIKE 'It is empty%'")[0]
    assert unread == empty
    assert not index.rows("SELECT * FROM problems WHERE why LIKE 'It cannot be read%'")
    index.check()
