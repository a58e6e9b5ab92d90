"""Words, ids and dates in header fields."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from llmos_mail.reading.headers import message_ids, moment, words


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Plain  words\n folded", "Plain words folded"),
        ("=?utf-8?q?Gr=C3=BC=C3=9Fe?= aus =?iso-8859-1?q?K=F6ln?=", "Grüße aus Köln"),
        ("=?utf-8?b?R3LDvMOf?= =?utf-8?b?ZQ==?=", "Grüße"),
        ("=?utf-8?q?split_=C3?= =?utf-8?q?=BC?=", "split ü"),
        ("=?iso-8859-2*sl?Q?Doma=E8e?=", "Domače"),
        ("=?nonsense?q?caf=C3=A9?=", "café"),
        ("=?utf-8?b?broken!?=", "=?utf-8?b?broken!?="),
        ("Gr\udcc3\udcbc\udcc3\udc9fe", "Grüße"),
        ("Gr\udcfc\udcdfe", "Grüße"),
        ("safe\u202egnp.exe\x1b[31m", "safegnp.exe[31m"),
    ],
)
def test_words_are_what_the_writer_meant(raw: str, text: str):
    assert words(raw) == text


def test_a_subject_of_a_hundred_thousand_encoded_words_is_cut_short():
    assert 0 < len(words("=?utf-8?q?a?=\n " * 100_000)) < 16_384


def test_ids_are_found_among_other_words_and_counted_once():
    raw = "Your mail of Monday <a@x> \t<b@x>\n <a@x> (comment) not-an-id"
    assert message_ids(raw) == ("a@x", "b@x")


def test_of_very_many_ids_the_nearest_stay():
    many = message_ids(" ".join(f"<{n}@x>" for n in range(5_000)))
    assert len(many) == 100
    assert many[-1] == "4999@x"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Tue, 24 Nov 2026 10:30:00 +0100", datetime(2026, 11, 24, 9, 30, tzinfo=UTC)),
        ("24 Nov 2026 10:30:00", datetime(2026, 11, 24, 10, 30, tzinfo=UTC)),
        ("Tue Nov 24 10:30:00 2026", datetime(2026, 11, 24, 10, 30, tzinfo=UTC)),
        ("yesterday", None),
        ("", None),
        ("Mon, 99 Foo 99999 99:99:99 +9999999", None),
        ("Thu, 1 Jan 1903 00:00:00 +0000", None),
    ],
)
def test_dates_that_cannot_be_are_none(raw: str, expected: datetime | None):
    assert moment(raw) == expected
