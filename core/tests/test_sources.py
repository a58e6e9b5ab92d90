"""Telling what kind of place a path is, from the manifest's marks alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmos.sources import Source, SourceKind, outermost

MAILDIR = SourceKind("mail:read", "A Maildir.", entries=("cur", "new"))
MBOX = SourceKind("mail:read", "An mbox file.", starts="From ")


def maildir(path: Path) -> Path:
    for entry in ("cur", "new"):
        (path / entry).mkdir(parents=True)
    return path


def test_a_folder_needs_all_entries(tmp_path: Path) -> None:
    assert MAILDIR.fits(maildir(tmp_path / "mail"))
    (tmp_path / "mail" / "new").rmdir()
    assert not MAILDIR.fits(tmp_path / "mail")


def test_a_file_needs_its_beginning(tmp_path: Path) -> None:
    (tmp_path / "mbox").write_text("From ada@example.org Mon Mar  2 09:00:00 2026\n")
    (tmp_path / "letter").write_text("Dear Ada")
    (tmp_path / "empty").touch()
    assert list(MBOX.find(tmp_path)) == [tmp_path / "mbox"]


def test_a_folder_may_be_known_by_what_it_holds(tmp_path: Path) -> None:
    kind = SourceKind("calendar:read", "A folder of events.", holds=("*.ics", "*.ICS"))
    assert not kind.fits(tmp_path)
    (tmp_path / "a.ics").touch()
    assert kind.fits(tmp_path)
    assert not kind.fits(tmp_path / "a.ics")


def test_a_file_may_be_known_by_its_name(tmp_path: Path) -> None:
    kind = SourceKind("health:read", "An export.", named=("export*.zip",), starts="PK")
    for name, content in (("export 1.zip", "PK\x03"), ("export.zip", "no"), ("photos.zip", "PK")):
        (tmp_path / name).write_text(content)
    assert list(kind.find(tmp_path)) == [tmp_path / "export 1.zip"]


def test_what_fits_is_found_below_but_not_inside_what_fits(tmp_path: Path) -> None:
    outer = maildir(tmp_path / "all" / "work")
    maildir(outer / ".Archive")
    assert list(MAILDIR.find(tmp_path)) == [outer]


def test_folders_far_below_are_not_looked_through(tmp_path: Path) -> None:
    maildir(tmp_path / "1" / "2" / "3" / "4" / "5" / "mail")
    near = maildir(tmp_path / "1" / "2" / "3" / "mail")
    assert list(MAILDIR.find(tmp_path)) == [near]


def test_links_in_a_circle_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "again").symlink_to(tmp_path)
    assert list(MAILDIR.find(tmp_path)) == []


@pytest.mark.parametrize("name", ["nowhere", "x" * 5000])
def test_what_cannot_be_looked_at_is_no_source(tmp_path: Path, name: str) -> None:
    assert list(MAILDIR.find(tmp_path / name)) == []


def test_usual_places_are_looked_up_in_the_users_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    mail = maildir(tmp_path / "profiles" / "one" / "Mail")
    kind = SourceKind("mail:read", "A Maildir.", ("cur", "new"), places=("~/profiles/*/Mail",))
    assert list(kind.usual_places()) == [mail]


def test_what_lies_inside_a_whole_source_belongs_to_it_and_a_place_is_of_one_kind():
    kinds = {"box": MBOX, "other": MBOX, "account": SourceKind("mail:read", "One.", whole=True)}
    account, inbox = Path("/mail/account"), Path("/mail/account/Inbox")
    found = [Source("box", inbox), Source("account", account), Source("other", account)]
    assert outermost(found, kinds) == [Source("account", account)]
    apart = [Source("box", inbox), Source("other", account)]
    assert outermost(apart, kinds) == apart


def test_a_file_that_a_folder_is_about_is_no_source_of_another_kind(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    letter, box = tmp_path / "deep" / "1.eml", tmp_path / "deep" / "inbox"
    for file in (letter, box):
        file.write_text("From someone\n")
    kinds = {"eml": SourceKind("m:r", "", holds=("*.eml",)), "mbox": SourceKind("m:r", "")}
    found = [Source("eml", tmp_path), Source("mbox", letter), Source("mbox", box)]
    assert outermost(found, kinds) == [Source("eml", tmp_path), Source("mbox", box)]


def test_a_file_that_is_named_by_itself_fits_by_its_beginning_whatever_it_is_called(tmp_path: Path):
    kind = SourceKind("health:read", "An export.", named=("export*.zip",), starts="PK")
    for name, content in (("내보내기.zip", "PK\x03"), ("notes.zip", "no")):
        (tmp_path / name).write_text(content)
    assert list(kind.find(tmp_path / "내보내기.zip")) == [tmp_path / "내보내기.zip"]
    assert list(kind.find(tmp_path / "notes.zip")) == []
    assert list(kind.find(tmp_path)) == []
