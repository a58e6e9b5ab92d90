"""What is written to disk: names that are safe, mails that are whole, and what was begun."""

from __future__ import annotations

import pytest

from llmos_mail.reading.kinds import kind_of
from llmos_mail.sending.files import free_path, safe_name, write_new
from llmos_mail.sending.maildir import digest_of, put, take_out
from llmos_mail.sending.outbox import Outbox


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("lease.pdf", "lease.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        (".bashrc", "bashrc"),
        ("a\u202egpj.exe", "a_gpj.exe"),
        ("CON.txt", "_CON.txt"),
        ("", "_"),
    ],
)
def test_a_file_gets_a_name_that_is_safe_anywhere(name, safe):
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_ending():
    assert safe_name("x" * 500 + ".pdf").endswith("x.pdf")
    assert len(safe_name("x" * 500 + ".pdf")) <= 150


def test_nothing_is_written_over(tmp_path):
    path = tmp_path / "a.txt"
    write_new(path, b"one")
    with pytest.raises(FileExistsError):
        write_new(path, b"two")
    assert free_path(tmp_path, "a.txt") == tmp_path / "a (2).txt"
    (tmp_path / "b.txt").symlink_to(tmp_path / "nowhere")
    assert free_path(tmp_path, "b.txt") == tmp_path / "b (2).txt"


def test_kinds_are_told_by_endings():
    assert [kind_of(name) for name in ("A.PDF", "b.jpeg", "c.xlsx", "d")] == [
        "pdf",
        "picture",
        "spreadsheet",
        "other",
    ]


def test_a_mail_that_cannot_be_moved_into_place_leaves_nothing(maildir):
    folder = maildir.folder(".Drafts")
    (folder / "cur").rmdir()
    (folder / "cur").write_text("in the way")
    with pytest.raises(OSError, match="cur"):
        put(maildir.path, "drafts", b"mail")
    assert list((folder / "tmp").iterdir()) == []


def test_a_draft_is_known_again_under_other_flags(maildir):
    place = put(maildir.path, "drafts", b"mail")
    place.rename(place.with_name(place.name.replace("2,DS", "2,DFS")))
    assert not take_out(place, digest_of(b"other"))
    assert take_out(place, digest_of(b"mail"))


def test_a_mail_is_begun_once_until_it_is_known_not_to_be_out(tmp_path):
    outbox = Outbox(tmp_path / "outbox")
    assert outbox.state("1@x") is None
    assert outbox.begin("1@x")
    assert not Outbox(tmp_path / "outbox").begin("1@x")
    outbox.failed("1@x")
    assert outbox.begin("1@x")
    outbox.sent("1@x")
    assert (outbox.state("1@x"), outbox.begin("1@x")) == ("sent", False)
