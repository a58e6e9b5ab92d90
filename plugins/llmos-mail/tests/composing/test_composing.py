"""What goes into an answer: people, subject, quote, header."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from llmos_mail.composing.letter import Letter, new_message_id
from llmos_mail.composing.quoting import quoted
from llmos_mail.composing.recipients import answered
from llmos_mail.composing.sendable import sendable
from llmos_mail.composing.subjects import answering
from llmos_mail.reading.addresses import Address

WHEN = datetime(2026, 11, 5, 10, 12, tzinfo=UTC)
BO = Address("Bo", "bo@example.org")


def people(header: dict[str, str], *, everyone: bool) -> list[list[str]]:
    fields = {name: [value] for name, value in header.items()}
    found = answered(fields, lambda one: one.address == "me@example.org", everyone=everyone)
    return [[one.address for one in part] for part in (found.to, found.cc)]


MAIL = {
    "from": "Bo <bo@example.org>",
    "to": "me@example.org, Cy <cy@x.example>",
    "cc": "di@x.example",
}


@pytest.mark.parametrize(
    ("more", "everyone", "expected"),
    [
        ({}, False, [["bo@example.org"], []]),
        ({}, True, [["bo@example.org"], ["cy@x.example", "di@x.example"]]),
        ({"reply-to": "desk@x.example"}, False, [["desk@x.example"], []]),
        (
            {"list-post": "<mailto:choir@lists.example>"},
            True,
            [["bo@example.org"], ["cy@x.example", "di@x.example", "choir@lists.example"]],
        ),
        ({"list-post": "<mailto:choir@lists.example>"}, False, [["bo@example.org"], []]),
        ({"mail-followup-to": "choir@lists.example"}, True, [["choir@lists.example"], []]),
        ({"from": "me@example.org"}, False, [["cy@x.example"], []]),
    ],
)
def test_an_answer_goes_to_whom_it_should(more, everyone, expected):
    assert people(MAIL | more, everyone=everyone) == expected


@pytest.mark.parametrize(
    ("subject", "language", "expected"),
    [
        ("Lease", "en", "Re: Lease"),
        ("Miete", "de", "AW: Miete"),
        ("RE: Lease", "de", "RE: Lease"),
        ("AW: Miete", "en", "AW: Miete"),
        ("Reise", "de", "AW: Reise"),
    ],
)
def test_a_subject_gets_the_prefix_of_its_language_once(subject, language, expected):
    assert answering(subject, language) == expected


def test_a_quote_has_the_writers_own_words_and_says_in_their_language_who_and_when():
    text = "Kommst du?\n\nAm 04.11. schrieb Mira:\n> Wann denn?\n\n-- \nBo\n"
    assert quoted(text, "Bo", WHEN, "de") == "Am Do., 05.11.2026 um 10:12 schrieb Bo:\n> Kommst du?"


def test_a_long_mail_is_quoted_in_part_and_says_so():
    assert quoted("word\n" * 500, "Bo", WHEN, "en").endswith("\n> […]")


def test_nothing_in_a_text_can_add_a_header():
    letter = Letter(
        Address("Mi\nBcc: x@evil.example", "me@example.org"),
        (BO,),
        (),
        "Hi\r\nBcc: y@evil.example\u202e",
        "Text",
        WHEN,
        new_message_id("me@example.org"),
    )
    mail = message_from_bytes(letter.as_bytes(), policy=default)
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Hi Bcc: y@evil.example"


def test_a_mail_in_any_script_is_plain_ascii_on_the_way_and_itself_again_after_it():
    text = "Grüße aus Łódź 🙂"
    raw = Letter(BO, (BO,), (), text, text, WHEN, "1@example.org").as_bytes()
    mail = message_from_bytes(raw, policy=default)
    assert raw.isascii()
    assert (mail["Subject"], mail.get_content()) == (text, f"{text}\n")


def test_a_message_id_tells_only_the_domain_and_is_never_the_same():
    ids = {new_message_id("mira@example.org") for _ in range(100)}
    assert len(ids) == 100
    assert all(one.endswith("@example.org") and "mira" not in one for one in ids)


def test_a_draft_of_another_program_keeps_its_id_and_its_attachments():
    draft = (
        b"From: me@example.org\nTo: bo@example.org\nMessage-ID: <own@example.org>\n"
        b'X-Unsent: 1\nContent-Type: multipart/mixed; boundary="b"\n\n'
        b"--b\nContent-Type: text/plain\n\nText\n"
        b'--b\nContent-Disposition: attachment; filename="a.txt"\n\nFile\n--b--\n'
    )
    ready = sendable(draft, WHEN, "other@example.org")
    assert ready.message_id == "own@example.org"
    assert b"X-Unsent" not in ready.raw
    assert b'filename="a.txt"' in ready.raw
    assert sendable(ready.raw, WHEN, "x").raw == ready.raw
