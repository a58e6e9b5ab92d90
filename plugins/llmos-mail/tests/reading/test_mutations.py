"""Letters that were damaged at random: each is still a message, and none an exception."""

from __future__ import annotations

import random
from email.message import EmailMessage
from pathlib import Path

import pytest

from llmos_mail.reading.charsets import clean
from llmos_mail.reading.mbox import found
from llmos_mail.reading.pieces import split

MUTATIONS = 400
PIECES = (
    b"=?utf-8?b?", b"?=", b"\n\n", b"\r", b"\x00", b"\xff\xfe", b"--b\n", b"<", b">", b"(",
    b'"', b";", b"=", b"charset=", b"Content-Type: multipart/mixed; boundary=b\n", b"&#x110000;",
    b"Content-Type: message/rfc822\n\n", b"Content-Transfer-Encoding: base64\n", b"filename*0*=",
    b"Date: 31 Feb 99999 25:61:61 -9999\n", b"From: ,,;:<@>\n", b"begin 644 x\n", b"\x9f\x3e\x22",
)  # fmt: skip


def damaged(raw: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 8)):
        at, to = sorted(chance.randrange(len(raw) + 1) for _ in range(2))
        to = min(to, at + 200)
        change = chance.randrange(4)
        middle = {
            0: b"",
            1: raw[at:to] * 2,
            2: chance.choice(PIECES),
            3: bytes(chance.randrange(256) for _ in range(min(8, to - at))),
        }[change]
        raw = raw[:at] + middle + raw[to:]
    return raw


@pytest.fixture
def letters(letter) -> list[bytes]:
    rich = EmailMessage()
    rich["From"] = "Jürgen Müller <jm@example.org>"
    rich["Subject"] = "Grüße aus Köln " * 8
    rich["Date"] = "Tue, 10 Nov 2026 10:00:00 +0100"
    rich.set_content("Plain words, größer.", charset="iso-8859-1", cte="quoted-printable")
    rich.add_alternative("<p>Rich <b>words</b></p><blockquote>old</blockquote>", subtype="html")
    rich.add_attachment(b"%PDF" * 50, maintype="application", subtype="pdf", filename="Ü.pdf")
    inner = EmailMessage()
    inner["Subject"] = "Inner"
    inner.set_content("inside")
    rich.add_attachment(inner)
    rich.set_boundary("b")
    return [letter("Simple words.\n> quoted\n"), rich.as_bytes()]


@pytest.mark.parametrize("seed", range(5))
def test_damaged_letters_are_read(letters, read, seed: int):
    chance = random.Random(seed)
    for _ in range(MUTATIONS):
        raw = damaged(chance.choice(letters), chance)
        message = read(raw)
        assert len(message.id) == 32
        assert clean(message.subject) == message.subject
        assert "\n" not in message.subject
        assert all(name.count("/") <= 1 and "\\" not in name for name in message.attachments)


def test_damaged_fixtures_are_read(fixtures: Path, read):
    chance = random.Random(1)
    files = [path for path in sorted(fixtures.rglob("*")) if path.is_file()]
    for path in files:
        raw = path.read_bytes()[:100_000]
        for _ in range(2):
            assert read(damaged(raw, chance)).id


@pytest.mark.parametrize("seed", range(3))
def test_damaged_mbox_files_are_split_without_losing_a_byte(letters, seed: int, tmp_path):
    from io import BytesIO

    chance = random.Random(seed)
    line = b"From ana@example.org Mon Nov  2 10:00:00 2026\n"
    for _ in range(50):
        raw = damaged(b"".join(line + one + b"\n" for one in letters * 3), chance)
        pieces = list(split(BytesIO(raw)))
        assert b"".join(piece.raw for piece in pieces).strip() == raw.strip()
        for piece in pieces:
            list(found(piece, tmp_path / "box"))
