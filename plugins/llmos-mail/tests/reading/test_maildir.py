"""Listing a Maildir."""

from __future__ import annotations

import os

import pytest

from llmos_mail.reading.layouts import count, listing


def listed(maildir) -> dict[str, tuple[bool, bool]]:
    return {found.folder: (found.unread, found.aside) for found in listing("maildir", maildir.path)}


def test_flags_and_folders_say_what_became_of_a_message(letter, maildir):
    maildir.add(letter(), flags="S")
    maildir.add(letter(), folder=".Seen.Not", flags="R")
    maildir.add(letter(), folder=".New", new=True)
    maildir.add(letter(), folder=".Sent", flags="DS")
    maildir.add(letter(), folder="Old/Drafts", flags="S")
    assert listed(maildir) == {
        "Inbox": (False, False),
        "Seen/Not": (True, False),
        "New": (True, False),
        "Sent": (False, True),
        "Old/Drafts": (False, True),
    }


def test_a_message_marked_for_deletion_is_gone(letter, maildir):
    maildir.add(letter(), flags="ST")
    assert list(listing("maildir", maildir.path)) == []


def test_what_is_still_being_delivered_or_is_no_message_is_not_listed(letter, maildir):
    (maildir.path / "tmp" / "half").write_bytes(b"From: a")
    (maildir.path / "cur" / ".hidden").write_bytes(letter())
    (maildir.path / "cur" / "folder").mkdir()
    os.symlink(maildir.path / "nowhere", maildir.path / "cur" / "dangling")
    assert list(listing("maildir", maildir.path)) == []


def test_a_file_keeps_its_key_when_it_moves_and_changes_flags(letter, maildir):
    path = maildir.add(letter(), new=True)
    (before,) = listing("maildir", maildir.path)
    path.rename(maildir.path / "cur" / f"{path.name}:2,FS")
    (after,) = listing("maildir", maildir.path)
    assert (before.key, before.stamp) == (after.key, after.stamp)
    assert (before.place, before.unread) != (after.place, after.unread)


def test_links_to_folders_are_not_followed(letter, maildir, tmp_path):
    (tmp_path / "other" / "cur").mkdir(parents=True)
    (tmp_path / "other" / "cur" / "1").write_bytes(letter())
    os.symlink(tmp_path / "other", maildir.path / ".Linked")
    assert list(listing("maildir", maildir.path)) == []


def test_a_maildir_that_is_not_there_is_an_error_and_not_an_empty_one(tmp_path):
    with pytest.raises(FileNotFoundError):
        list(listing("maildir", tmp_path / "gone"))
    with pytest.raises(FileNotFoundError):
        count("maildir", tmp_path / "gone")


def test_names_that_are_no_text_can_be_listed(letter, maildir):
    path = os.fsencode(maildir.path / "cur") + b"/1.\xff\xfe:2,S"
    with open(path, "wb") as file:
        file.write(letter())
    (found,) = listing("maildir", maildir.path)
    assert found.key == "1.\\xff\\xfe"
    assert found.read()[0].startswith(b"From:")


def test_counting_is_listing_without_looking(letter, maildir):
    for folder in ("", "", ".Sent"):
        maildir.add(letter(), folder=folder)
    assert count("maildir", maildir.path) == len(list(listing("maildir", maildir.path))) == 3


@pytest.mark.parametrize("kind", ["maildir", "eml"])
def test_a_link_in_a_circle_hides_no_other_message(maildir, letter, index, kind: str):
    (maildir.path / "cur" / "2.eml").write_bytes(letter(subject="there"))
    os.symlink("1.eml", maildir.path / "cur" / "1.eml")
    changes = index.update(maildir.path, kind=kind)
    assert changes.unreachable == []
    assert index.subjects() == ["there"]
    assert "symbolic links" in str(index.rows("SELECT why FROM problems"))
