"""Taking an mbox apart."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from llmos_mail.reading import mbox
from llmos_mail.reading import pieces as splitting

LINE = b"From ana@example.org Mon Nov  2 10:00:00 2026\n"


def pieces(raw: bytes) -> list[bytes]:
    return [piece.raw for piece in splitting.split(BytesIO(raw))]


def listed(raw: bytes, path: Path) -> list[mbox.Found]:
    return [found for piece in splitting.split(BytesIO(raw)) for found in mbox.found(piece, path)]


def test_messages_are_split_at_their_separators():
    raw = LINE + b"Subject: 1\n\none\n\n" + LINE + b"Subject: 2\n\ntwo\n"
    found = list(splitting.split(BytesIO(raw)))
    assert [piece.offset for piece in found] == [0, raw.index(LINE, 1)]
    assert b"".join(piece.raw for piece in found) == raw


@pytest.mark.parametrize(
    "separator",
    [b"From - \n", b"From 18443@xxx Fri Sep 26 10:18:40 2025\n", b"From 18443@xxx\n", LINE],
)
def test_separators_of_all_programs_are_known(separator: bytes):
    assert len(pieces(separator + b"A: 1\n\none\n\n" + separator + b"A: 2\n\ntwo\n")) == 2


@pytest.mark.parametrize(
    "line",
    [
        b"From Russia with love\n\nA film.\n",
        b"From Russia with love\nYear: 1963\n",
        b"From the start at 10:00 we\nsang.\n",
        b">From me at 10:00:00 2026\nX: quoted\n",
    ],
)
def test_a_letter_may_have_lines_that_begin_with_from(line: bytes):
    assert len(pieces(LINE + b"Subject: 1\n\nHello\n\n" + line)) == 1


@pytest.mark.parametrize("block", [1, 7, 64, 1_000])
def test_blocks_of_any_size_give_the_same_messages(block: int, monkeypatch):
    raw = b"\n".join(LINE + b"Subject: %d\n\n" % n + b"word " * n + b"\n" for n in range(60))
    whole = pieces(raw)
    monkeypatch.setattr(splitting, "_BLOCK", block)
    assert pieces(raw) == whole
    assert len(whole) == 60


UNESCAPED = b"Dear all,\nFrom me at 10:00\nNote: this is one mail.\n"


def with_length(length: int, body: bytes = UNESCAPED) -> bytes:
    """A message that says how long its text is."""
    return LINE + b"Subject: 1\nContent-Length: %d\n\n" % length + body


@pytest.mark.parametrize("counted", [len(UNESCAPED), len(UNESCAPED) - 1, len(UNESCAPED) + 1])
@pytest.mark.parametrize("block", [1, 64, 10_000])
def test_lines_within_the_length_that_a_message_says_separate_nothing(counted, block, monkeypatch):
    monkeypatch.setattr(splitting, "_BLOCK", block)
    first, second = with_length(counted) + b"\n", LINE + b"Subject: 2\n\ntwo\n"
    assert pieces(first + second) == [first, second]
    assert pieces(second + b"\n" + first) == [second + b"\n", first]


@pytest.mark.parametrize("wrong", [0, 7, len(UNESCAPED) + 300, 999_999_999])
def test_a_length_at_which_no_message_ends_is_not_believed(wrong: int):
    body = b"one\n\n"
    second = LINE + b"Subject: 2\n\ntwo " + b"x" * 500 + b"\n"
    assert pieces(with_length(wrong, body) + second) == [with_length(wrong, body), second]


def test_a_huge_message_is_cut_and_the_next_one_found(monkeypatch):
    monkeypatch.setattr(splitting, "MESSAGE_BYTES", 50_000)
    monkeypatch.setattr(splitting, "_BLOCK", 10_000)
    raw = LINE + b"Subject: 1\n\n" + b"x" * 500_000 + b"\n\n" + LINE + b"Subject: 2\n\ntwo\n"
    first, second = splitting.split(BytesIO(raw))
    assert len(first.raw) == 50_001
    assert second.offset == raw.index(LINE, 1)
    assert second.raw.endswith(b"two\n")


def test_reading_can_begin_at_any_message():
    raw = LINE + b"Subject: 1\n\none\n\n" + LINE + b"Subject: 2\n\ntwo\n"
    later = list(splitting.split(BytesIO(raw), raw.index(LINE, 1)))
    assert [piece.raw for piece in later] == [raw[raw.index(LINE, 1) :]]


def test_quoted_from_lines_lose_one_mark_and_keep_the_others(tmp_path):
    raw = LINE + b"Subject: 1\n\n>From here\n>>From there\n> quoted\n"
    (found,) = listed(raw, tmp_path / "m")
    assert found.read()[0].endswith(b"\n\nFrom here\n>From there\n> quoted\n")


def test_marks_of_mail_programs_are_understood_and_change_no_key(tmp_path):
    def with_header(*lines: bytes) -> list[mbox.Found]:
        return listed(LINE + b"\n".join(lines) + b"\nSubject: 1\n\none\n", tmp_path / "inbox")

    (plain,) = with_header(b"To: b")
    (old,) = with_header(b"To: b", b"Status: O")
    (seen,) = with_header(b"To: b", b"Status: RO", b"X-UID: 7")
    (thunderbird,) = with_header(b"To: b", b"X-Mozilla-Status: 0000")
    (export,) = with_header(b"To: b", b"X-Gmail-Labels: Spam,Unread")
    marks = [(one.unread, one.aside) for one in (plain, old, seen, thunderbird, export)]
    assert marks == [(False, False), (True, False), (False, False), (True, False), (True, True)]
    assert {one.key for one in (old, seen, thunderbird, export)} == {plain.key}


@pytest.mark.parametrize("mark", [b"X-Status: D", b"X-Mozilla-Status: 0009"])
def test_messages_marked_as_deleted_are_gone(mark: bytes, tmp_path):
    assert listed(LINE + mark + b"\nSubject: 1\n\none\n", tmp_path / "m") == []


def test_the_last_message_has_the_same_key_when_another_follows(tmp_path):
    one = LINE + b"Subject: 1\n\none\n"
    (alone,) = listed(one, tmp_path / "m")
    followed, _ = listed(one + b"\n" + LINE + b"Subject: 2\n\ntwo\n", tmp_path / "m")
    assert followed.key == alone.key


def test_the_separator_says_when_a_message_arrived(tmp_path):
    (found,) = listed(LINE + b"Subject: 1\n\none\n", tmp_path / "m")
    assert f"{found.read()[1]:%Y-%m-%d %H:%M}" == "2026-11-02 10:00"
