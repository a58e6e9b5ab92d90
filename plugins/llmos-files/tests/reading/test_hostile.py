"""Broken, locked and hostile files: always a reason and never anything else."""

from __future__ import annotations

import io
import itertools
import signal
import subprocess
import sys
import zipfile

import documents
import pytest

from llmos_files.reading.document import Unreadable
from llmos_files.reading.guard import bounded
from llmos_files.reading.reading import read

FORMATS = ("pdf docx pptx odt odp epub xlsx xlsb xls ods rtf jpg png zip tar.gz ipynb").split()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def reason(name: str, content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read(io.BytesIO(content), name, len(content))
    assert refused.value.words.endswith(".")
    return refused.value.reason


def outcome(name: str, content: bytes) -> str:
    try:
        read(io.BytesIO(content), name, len(content))
    except Unreadable as refused:
        return refused.reason
    return "read"


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("content", [b"garbage " * 40, b"PK\x03\x04" + bytes(90), b"\0" * 500])
def test_garbage_under_any_name_is_broken(ending, content):
    assert reason(f"a.{ending}", content) == "broken"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", documents.pdf("One", "Two")),
        ("a.docx", documents.docx("One")),
        ("a.pptx", documents.pptx("One")),
        ("a.odt", documents.odt("One")),
        ("a.epub", documents.epub("One")),
    ],
)
def test_a_file_cut_at_any_length_is_read_or_refused(name, content):
    for length in range(1, len(content), 97):
        assert outcome(name, content[:length]) in ("read", "broken")


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pptx"])
def test_an_office_file_with_a_password_is_locked(name):
    assert reason(name, OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le")) == "encrypted"


def test_a_zip_member_with_a_password_is_locked():
    content = bytearray(documents.docx("One"))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := content.find(mark, start)) >= 0:
            content[start + at] |= 1
            start += 4
    assert reason("a.docx", bytes(content)) == "encrypted"


def test_a_bomb_is_not_unpacked():
    bomb = documents.zipped({"word/document.xml": b"<a>" + b"x" * 20_000_000})
    assert reason("a.docx", bomb) == "a bomb"


def test_a_member_that_lies_about_its_size_is_broken():
    content = documents.docx("One" * 5000)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    short = (10).to_bytes(4, "little")
    assert reason("a.docx", content.replace(size.to_bytes(4, "little"), short)) == "broken"


def test_entities_are_neither_multiplied_nor_fetched(tmp_path):
    (tmp_path / "secret").write_text("SECRET")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    for entity in (f'<!ENTITY l0 "ha">{laughs}', f'<!ENTITY l9 SYSTEM "file://{tmp_path}/secret">'):
        xml = f"<!DOCTYPE a [{entity}]><a>x &l9;</a>"
        document = read(io.BytesIO(xml.encode()), "a.xml", len(xml))
        assert "SECRET" not in document.passages[0].text
        assert len(document.passages[0].text) < 100


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", b"<div>" * 10_000 + b"deep"),  # its parser takes the square of it
        ("a.xml", b"<a>" * 60_000 + b"deep"),
        ("a.ipynb", b"[" * 200_000),
        ("a.rtf", b"{\\rtf1" + b"{" * 60_000 + b"deep"),
    ],
)
def test_deep_nesting_is_read_or_refused(name, content):
    assert outcome(name, content) in ("read", "broken", "too slow")


def test_what_takes_too_long_is_given_up():
    with pytest.raises(Unreadable, match=r"more than 0\.05 seconds"), bounded(seconds=0.05):
        any(number < 0 for number in itertools.count())


def test_what_takes_too_much_memory_is_given_up():
    with pytest.raises(Unreadable, match="more than 30 MB"), bounded(memory=30 * 2**20):
        [bytearray(2**20) for _ in range(1_000_000)]


def test_the_bounds_leave_nothing_behind():
    before = signal.getsignal(signal.SIGALRM)
    with bounded():
        pass
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_what_hangs_in_a_library_ends_the_process():
    code = (
        "import collections, itertools, llmos_files.reading.limits as limits\n"
        "limits.HARD_SECONDS = limits.SECONDS + 0.2\n"
        "from llmos_files.reading.guard import bounded\n"
        "with bounded(seconds=0.1):\n"
        "    collections.deque(itertools.repeat(0), maxlen=0)\n"  # hears no signal and never ends
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert done.returncode == 1
    assert b"Timeout" in done.stderr
