"""What cannot be read is said."""

from __future__ import annotations

import pytest

DATED = b"Date: 1 Nov 2026 10:00:00 +0000\n"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (
            b"Content-Type: multipart/encrypted; protocol=application/pgp-encrypted; boundary=b\n\n"
            b"--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n"
            b"--b\nContent-Type: application/octet-stream\n\nsealed\n--b--\n",
            "encrypted (OpenPGP)",
        ),
        (b"\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n", "encrypted (OpenPGP)"),
        (
            b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=x.p7m\n\nMIA",
            "encrypted (S/MIME)",
        ),
        (
            b"Content-Type: application/x-pkcs7-mime; smime-type=signed-data\n\nMIA",
            "wrapped into its signature",
        ),
    ],
)
def test_encrypted_mail_says_so(read, raw: bytes, said: str):
    (problem,) = read(DATED + raw).problems
    assert said in problem


def test_an_answer_that_quotes_such_a_message_is_an_ordinary_one(read):
    raw = DATED + b"\nI cannot read this:\n> -----BEGIN PGP MESSAGE-----\n"
    assert read(raw).problems == ()


def test_a_signed_message_is_read_and_its_signature_listed(read):
    raw = DATED + (
        b"Content-Type: multipart/signed; boundary=b; protocol=application/pgp-signature\n\n"
        b"--b\n\nThe words.\n"
        b"--b\nContent-Type: application/pgp-signature; name=signature.asc\n\nsigned\n--b--\n"
    )
    found = read(raw)
    assert (found.text, found.attachments) == ("The words.", ("signature.asc",))
    assert found.problems == ()
