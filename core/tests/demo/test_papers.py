"""The sample documents: the days on which they were changed, and what also came by mail."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from llmos.demo import build

from .conftest import NOW


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """The folder of documents of a sample home."""
    (source,) = build(tmp_path / "life", NOW).sources["files"]
    assert source.kind == "folder"
    return source.path


def test_every_document_was_last_changed_before_the_present(documents: Path) -> None:
    files = [path for path in documents.rglob("*") if path.is_file()]
    assert len(files) > 30
    assert sum(path.stat().st_size for path in files) < 300_000
    assert all(path.stat().st_mtime < NOW.timestamp() for path in files)


def test_last_tuesdays_figures_were_changed_last_tuesday(documents: Path) -> None:
    days = {
        date.fromtimestamp(path.stat().st_mtime)
        for path in (documents / "Sales").glob("sales-figures-week-*.xlsx")
    }
    assert len(days) == 2
    assert {day.weekday() for day in days} == {1}


def test_the_lease_says_the_same_as_the_one_that_came_by_mail(
    documents: Path, tmp_path: Path
) -> None:
    lease = (documents / "Flat/lease-kanalweg-12.pdf").read_bytes()
    assert b"6. Pets: small animals may be kept." in lease


def test_presentations_and_letters_are_whole_packages(documents: Path) -> None:
    for name in ("Sales/quarterly-review.odp", "Sales/returns-process.docx"):
        with zipfile.ZipFile(io.BytesIO((documents / name).read_bytes())) as archive:
            assert archive.testzip() is None


def test_yesterdays_presentation_was_changed_yesterday(documents: Path) -> None:
    changed = datetime.fromtimestamp((documents / "Sales/quarterly-review.odp").stat().st_mtime)
    assert (NOW.date() - changed.date()).days == 1
