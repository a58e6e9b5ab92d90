"""The shared documents of other projects: each is read, or refused with a reason, in its bounds."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from llmos_files.reading.document import Unreadable
from llmos_files.reading.reading import read

REASONS = {"broken", "encrypted", "handed over", "not read here", "not text", "too large"}
AT_LEAST = {"pdf": 60, "docx": 110, "pptx": 90, "xlsx": 90, "xls": 60, "odt": 14, "rtf": 44}


def reason(path: Path) -> str:
    """Why a document is not read; empty if it is."""
    try:
        with path.open("rb") as file:
            read(file, path.name, path.stat().st_size)
    except Unreadable as refused:
        return refused.reason
    return ""


def test_every_document_is_read_or_has_a_reason(fixtures):
    readable: Counter[str] = Counter()
    for path in sorted(fixtures.rglob("*")):
        if path.is_file():
            why = reason(path)
            assert not why or why in REASONS, path
            readable[path.suffix[1:]] += not why
    for ending, count in AT_LEAST.items():
        assert readable[ending] >= count, ending
