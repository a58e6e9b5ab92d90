"""The sample life's calendars: hers, and as her mail tells it."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from llmos.demo import build

from .conftest import NOW


def told(folder: Path, title: str) -> str:
    """The file of the event with this title."""
    files = sorted((folder / "calendars").rglob("*.ics"))
    (found,) = [text for text in (file.read_text() for file in files) if f"SUMMARY:{title}" in text]
    return found


def test_there_are_three_folders_and_one_file(tmp_path: Path) -> None:
    sample = build(tmp_path / "life", NOW)
    (source,) = sample.sources["calendar"]
    names = {path.relative_to(source.path).parts[0] for path in source.path.rglob("*.ics")}
    assert names == {"work", "private", "family", "school.ics"}
    assert (source.path / "work" / "displayname").read_text() == "Work"


def test_the_review_is_when_the_invitation_in_her_mail_says(tmp_path: Path) -> None:
    build(tmp_path / "life", NOW)
    review = told(tmp_path / "life", "Quarterly review")
    uid = re.search(r"UID:(\S+)", review)
    assert uid is not None
    mails = [
        path.read_bytes() for path in (tmp_path / "life" / "mail").rglob("*") if path.is_file()
    ]
    boxes = [*mails, (tmp_path / "life" / "archive.mbox").read_bytes()]
    assert any(b"review.ics" in mail for mail in boxes)
    assert "T140000" in review


def test_dinner_is_only_in_her_mail_yet(tmp_path: Path) -> None:
    build(tmp_path / "life", NOW)
    files = (tmp_path / "life" / "calendars").rglob("*.ics")
    assert not any("inner" in path.read_text() for path in files)


def test_the_same_present_gives_the_same_calendars(tmp_path: Path) -> None:
    for name in ("one", "two"):
        build(tmp_path / name, datetime.fromisoformat("2026-02-27T23:30:00+01:00"))
    for path in sorted((tmp_path / "one" / "calendars").rglob("*.*")):
        other = tmp_path / "two" / path.relative_to(tmp_path / "one")
        if path.is_file():
            assert path.read_bytes() == other.read_bytes()
