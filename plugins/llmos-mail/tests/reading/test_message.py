"""Whole messages, good and bad."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from llmos_mail.reading.addresses import Address
from llmos_mail.reading.headers import moment
from llmos_mail.reading.limits import MESSAGE_BYTES
from llmos_mail.reading.message import read_message

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def test_a_message_knows_who_wrote_what_to_whom_and_in_answer_to_what(letter, read):
    found = read(
        letter(
            "Hi",
            cc="Bo <bo@example.org>",
            references="<r1@x> <r2@x>",
            in_reply_to="<r2@x>",
            date="Mon, 02 Nov 2026 10:00:00 +0100",
        )
    )
    assert found.sender == Address("Ana Duarte", "ana@example.org")
    assert found.to == (Address("", "me@example.org"),)
    assert found.cc == (Address("Bo", "bo@example.org"),)
    assert found.references == ("r1@x", "r2@x")
    assert found.sent == datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    assert (found.message_id, found.text, found.problems) == ("1@example.org", "Hi", ())


def test_two_copies_are_the_same_message_and_a_changed_one_is_not(letter, read):
    raw = letter("same words")
    assert read(raw).id == read(b"Received: by mx2; x\n" + raw).id
    assert read(raw).id != read(raw.replace(b"same", b"other")).id


def test_without_a_date_the_time_of_arrival_counts_and_is_said(letter, read):
    found = read(letter(date=""))
    assert found.sent == datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    assert found.problems == ("It has no readable date; the day it arrived is used.",)


def test_the_day_of_delivery_goes_before_the_day_of_the_file(letter, read):
    raw = b"Received: from a by b; Tue, 3 Nov 2026 08:00:00 +0000\n" + letter(date="nonsense")
    assert read(raw).sent == datetime(2026, 11, 3, 8, 0, tzinfo=UTC)


CAME = b"Received: from a by b; Tue, 3 Nov 2026 08:00:00 +0000\n"


@pytest.mark.parametrize("date", ["Fri, 31 Dec 9999 23:59:59 +0000", "5 Nov 2026 08:00 +0000"])
def test_a_date_later_than_a_server_received_it_is_only_a_claim(letter, read, date):
    found = read(CAME + letter(date=date))
    assert found.sent == datetime(2026, 11, 3, 8, 0, tzinfo=UTC)
    assert found.claimed == moment(date)
    assert read(CAME + letter(date="3 Nov 2026 20:00 +0000")).claimed is None


def test_a_date_that_is_still_to_come_is_only_a_claim(letter):
    raw, came = letter(date="1 Jan 2027 08:00 +0000"), datetime(2026, 11, 2, 8, tzinfo=UTC)
    found = read_message(raw, arrived=came, now=NOW)
    assert (found.sent, found.claimed) == (came, datetime(2027, 1, 1, 8, tzinfo=UTC))
    later = read_message(raw, arrived=came, now=datetime(2027, 1, 1, 9, tzinfo=UTC))
    assert (later.sent, later.claimed) == (datetime(2027, 1, 1, 8, tzinfo=UTC), None)
    assert later.id == found.id


def test_neither_a_server_nor_a_file_from_the_future_is_believed(letter):
    future = datetime(2099, 1, 1, tzinfo=UTC)
    raw = b"Received: from a by b; 1 Jan 2098 08:00 +0000\n" + letter(date="1 Jan 2097 08:00 +0000")
    assert read_message(raw, arrived=future, now=NOW).sent == NOW


def test_without_an_id_a_message_gets_one_that_stays(letter, read):
    raw = letter(message_id="")
    assert read(raw).message_id == read(raw).message_id != ""


def test_a_message_over_fifty_megabytes_is_read_at_its_beginning(letter, read):
    found = read(letter("first words") + b"x" * MESSAGE_BYTES)
    assert found.text.startswith("first words")
    assert "larger than 50 MB" in found.problems[-1]


def test_a_message_cut_off_anywhere_is_still_read(letter, read):
    raw = letter("first line\nlast line", subject="=?utf-8?q?H=C3=A4?=")
    for end in range(len(raw)):
        assert read(raw[:end]).id


def test_bytes_that_are_no_mail_at_all_are_read(read):
    for raw in (b"", b"\x00" * 10_000, bytes(range(256)) * 40, b":" * 5_000, b"\n" * 5_000):
        assert read(raw).id


def test_a_subject_in_bare_bytes_has_the_charset_of_the_text(read):
    raw = b"Subject: \xce\xd2\xb5\xc4\nContent-Type: text/plain; charset=gb2312\n\nx"
    assert read(raw).subject == "\u6211\u7684"
