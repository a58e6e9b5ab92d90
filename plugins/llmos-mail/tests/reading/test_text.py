"""The readable text of a message and its attachments."""

from __future__ import annotations

from email.message import EmailMessage

import pytest


def test_plain_text_is_taken_and_the_same_in_html_is_not(read):
    message = EmailMessage()
    message.set_content("plain words")
    message.add_alternative("<p>html words</p>", subtype="html")
    assert read(message.as_bytes()).text == "plain words"


def test_mail_that_is_only_html_is_readable(read):
    raw = b"Content-Type: text/html; charset=utf-8\n\n<p>Gr\xc3\xbc\xc3\x9fe</p><p>Ana</p>"
    assert read(raw).text.split() == ["Grüße", "Ana"]


def test_attachments_are_named_and_not_read(read):
    message = EmailMessage()
    message.set_content("see attached")
    message.add_attachment(b"a,b\n", maintype="text", subtype="csv", filename="sales.csv")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="Lease ü.pdf")
    found = read(message.as_bytes())
    assert found.text == "see attached"
    assert found.attachments == ("sales.csv", "Lease ü.pdf")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\\\temp\\\\evil.exe", "evil.exe"),
        ("photo\u202egnp.exe", "photognp.exe"),
        ("..", "application/octet-stream"),
        ("a" * 5_000 + ".txt", "a" * 200),
    ],
)
def test_an_attachments_name_is_never_a_path_nor_a_trick(read, name: str, kept: str):
    raw = (
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhi\n--b\n"
        "Content-Type: application/octet-stream\n"
        f'Content-Disposition: attachment; filename="{name}"\n\nx\n--b--\n'
    ).encode()
    assert read(raw).attachments == (kept[:200],)


def test_an_unknown_charset_is_read_as_well_as_it_can_be_and_said(read):
    found = read(
        b"Content-Type: text/plain; charset=x-unknown\nDate: 1 Nov 2026 10:00\n\ncaf\xc3\xa9"
    )
    assert found.text == "café"
    assert found.problems == (
        "Its character set is unknown (x-unknown); some letters may be wrong.",
    )


@pytest.mark.parametrize(
    "charset", ["punycode", "idna", "unicode_escape", "zlib", "\x00", "ü", "a" * 999]
)
def test_what_python_calls_an_encoding_is_not_always_a_charset(read, charset: str):
    raw = f"Content-Type: text/plain; charset={charset}\n\n".encode() + b"plain words " * 50_000
    assert read(raw).text.startswith("plain words")


def test_the_words_of_an_enclosed_message_are_marked_as_quoted(read):
    raw = b"Content-Type: message/rfc822\n\nSubject: Inner\n\nWill you come?\n"
    assert read(raw).text == "> Will you come?"


def test_a_multipart_without_any_part_is_shown_as_it_is(read):
    raw = b"Content-Type: multipart/mixed; boundary=b\n\nno boundary here\n"
    assert read(raw).text == "no boundary here"


def test_a_very_long_text_is_cut_and_said(read):
    found = read(b"Date: 1 Nov 2026 10:00\n\n" + b"word " * 300_000)
    assert len(found.text) == 1_000_000
    assert found.problems == ("Only its first 1,000,000 characters are searched.",)


WHOLE = b"VGhlIHJlbnQgaXMgZHVlIG9uIEZyaWRheS4="


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(WHOLE[:17], id="cut off within a group"),
        pytest.param(WHOLE.replace(b"aXMg", b"a*Xs"), id="other characters in between"),
        pytest.param(WHOLE + b"\nVGhlIGtleXM=", id="more after its end"),
        pytest.param(WHOLE + b"\n-- \nSent through a list", id="a footer after its end"),
    ],
)
def test_invalid_base64_is_said_of_the_text_and_of_what_is_attached(read, body: bytes):
    raw = b"Date: 1 Nov 2026 10:00:00 +0000\nContent-Transfer-Encoding: base64\n"
    (text,) = read(raw + b"\n" + body).problems
    assert text == "Its text came damaged (invalid base64); words may be missing or wrong."
    (file,) = read(raw + b"Content-Disposition: attachment; filename=a.txt\n\n" + body).problems
    assert file == "Something attached came damaged (invalid base64) and may not open."


@pytest.mark.parametrize(
    "body", [WHOLE, WHOLE.rstrip(b"="), WHOLE[:20] + b"\r\n " + WHOLE[20:] + b"\r\n\r\n", b""]
)
def test_base64_that_loses_nothing_is_not_called_damaged(read, body: bytes):
    raw = b"Date: 1 Nov 2026 10:00:00 +0000\nContent-Transfer-Encoding: Base64\n\n"
    found = read(raw + body)
    assert found.problems == ()
    assert found.text == ("The rent is due on Friday." if body else "")
