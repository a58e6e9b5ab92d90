"""Every message of other projects' test suites ends as a message, none as an exception."""

from __future__ import annotations

from pathlib import Path

from llmos_mail.reading import mbox
from llmos_mail.reading import pieces as splitting


def test_every_fixture_is_read(fixtures: Path, read):
    files = [path for path in fixtures.rglob("*") if path.is_file()]
    assert len(files) > 500
    assert all(read(path.read_bytes()).id for path in files)


def test_every_fixture_mbox_is_split_and_read(fixtures: Path, read):
    counts = {}
    for path in sorted(fixtures.rglob("*mbox*")):
        if path.is_file():
            with path.open("rb") as file:
                found = [one for piece in splitting.split(file) for one in mbox.found(piece, path)]
            assert all(read(one.read()[0]).sender.address for one in found)
            counts[path.name] = len(found)
    assert counts == {
        "content-length.mbox.txt": 29,
        "issue1189.mbox.txt": 4,
        "nice.mbox": 3,
        "simple.mbox.txt": 3,
        "unmunged.mbox.txt": 2,
    }
