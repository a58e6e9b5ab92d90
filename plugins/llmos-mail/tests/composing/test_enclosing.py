"""What goes with a mail: the right types, names and bytes, and the same mail every time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from llmos_mail.composing.enclosing import Enclosure, type_of
from llmos_mail.composing.letter import Letter
from llmos_mail.composing.sendable import sendable
from llmos_mail.reading.addresses import Address
from llmos_mail.reading.message import read_message

BO = Address("Bo", "bo@example.org")
WHEN = datetime(2026, 11, 5, 10, 12, tzinfo=UTC)
LETTER = Letter(BO, (BO,), (), "Hi", "Hello", WHEN, "1@example.org")
INVITATION = Enclosure(
    "invite.ics", "text/calendar; method=request", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
)


def raw(*enclosures: Enclosure) -> bytes:
    return replace(LETTER, enclosures=enclosures).as_bytes()


def mail(*enclosures: Enclosure) -> EmailMessage:
    return message_from_bytes(raw(*enclosures), policy=default)


def test_a_file_arrives_with_its_name_its_type_and_its_bytes():
    content = bytes(range(256)) * 40
    sent = mail(Enclosure("Menü für Łódź.pdf", "application/pdf", content))
    (file,) = sent.iter_attachments()
    assert file.get_filename() == "Menü für Łódź.pdf"
    assert (file.get_content_type(), file.get_content()) == ("application/pdf", content)
    assert file.get_content_disposition() == "attachment"
    assert sent.get_body(("plain",)).get_content() == "Hello\n"


def test_an_invitation_stands_beside_the_text_with_its_method_and_is_a_file_too():
    sent = mail(INVITATION, Enclosure("plan.txt", "text/plain", "Über".encode()))
    beside, *files = [part for part in sent.walk() if part.get_filename() or _is_calendar(part)]
    assert beside.get_content_disposition() is None
    assert beside["Content-Type"].params["method"] == "REQUEST"
    assert [part.get_filename() for part in files] == ["invite.ics", "plan.txt"]
    assert files[0]["Content-Type"].params["method"] == "REQUEST"
    assert files[1].get_content() == "Über"
    kinds = [part.get_content_type() for part in sent.walk() if part.is_multipart()]
    assert kinds == ["multipart/mixed", "multipart/alternative"]


def _is_calendar(part: EmailMessage) -> bool:
    return part.get_content_type() == "text/calendar"


def test_what_is_read_of_an_invitation_is_its_text_and_one_file():
    read = read_message(raw(INVITATION), arrived=WHEN)
    assert (read.text, read.attachments) == ("Hello", ("invite.ics",))


def test_an_invitation_without_a_name_is_a_file_and_no_text():
    alone = raw(INVITATION).replace(b' filename="invite.ics"', b"")
    alone = alone[: alone.rindex(b"--=", 0, alone.rindex(b"attachment"))]
    assert read_message(alone, arrived=WHEN).attachments == ("text/calendar",)


def test_the_same_mail_has_the_same_bytes_also_when_it_goes_out():
    enclosures = (INVITATION, Enclosure("a.png", "image/png", b"picture"))
    assert raw(*enclosures) == raw(*enclosures)
    ready = sendable(raw(*enclosures), WHEN, "x").raw
    assert sendable(ready, WHEN, "x").raw == ready
    assert ready.partition(b"\n\n")[2] == raw(*enclosures).partition(b"\n\n")[2]


@pytest.mark.parametrize("type", ["multipart/mixed", "message/rfc822", "nonsense", "a/b/c", ""])
def test_what_no_single_file_can_be_is_sent_as_unknown_content(type):
    (file,) = mail(Enclosure("file", type, b"--x\n\n--x--")).iter_attachments()
    assert file.get_content_type() == "application/octet-stream"
    assert file.get_content() == b"--x\n\n--x--"


def test_nothing_in_a_name_or_a_type_can_add_a_header():
    evil = Enclosure("a\r\nBcc: x@evil.example", "text/plain; method=a\r\nBcc: y", b"Text")
    sent = mail(evil, replace(INVITATION, type='text/calendar; method="A\r\nBcc: z"'))
    assert all(part["Bcc"] is None for part in sent.walk())


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("a.PDF", "application/pdf"),
        ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("invite.ics", "text/calendar"),
        ("photo.jpeg", "image/jpeg"),
        ("a", "application/octet-stream"),
        ("a.unheard", "application/octet-stream"),
    ],
)
def test_the_ending_of_a_name_tells_the_type(name, type):
    assert type_of(name) == type
