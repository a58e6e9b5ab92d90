"""Large Maildirs out of few letters: every message with its own people, day, thread and words.

Seeds are the real mail of other projects' tests where the checkout has them, otherwise the sample
life. A message keeps its seed's MIME structure, attachments and oddities; what it says is varied.
"""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

FIXTURES = Path(__file__).parents[3] / "shared" / "fixtures" / "mail"
FOLDERS = ("", "", "", "", ".Sent", ".Archive.2024", ".Archive.2025", ".Lists.cycling", ".Family")

_SEED_BYTES = 200_000
_REPLACED = re.compile(
    rb"(?mi)^(?:from|to|cc|date|subject|message-id|references|in-reply-to):[^\n]*\n"
    rb"(?:[ \t][^\n]*\n)*"
)
_TEXT_PART = re.compile(rb"(?i)\ncontent-type:\s*text/plain[^\n]*\n(?:[^\n]+\n)*\n")
_ENCODED = re.compile(rb"(?i)content-transfer-encoding:\s*base64")
_SYLLABLES = tuple(re.findall("..", "bacedifoguhakilomuneorparisetuvaweyazoanelinosur"))
_PEOPLE = 800
_WORDS = 40_000
_START = datetime(2016, 1, 1, tzinfo=UTC)
_DAYS = 3_900


def seeds() -> list[bytes]:
    """Letters to vary, each with `\\n` line ends and a header."""
    if FIXTURES.is_dir():
        found = [path.read_bytes() for path in sorted(FIXTURES.rglob("*")) if _may_be_mail(path)]
    else:
        found = list(_sample_letters())
    letters = [raw.replace(b"\r\n", b"\n") for raw in found]
    return [raw for raw in letters if re.match(rb"[A-Za-z-]+:", raw) and b"\n\n" in raw]


def _may_be_mail(path: Path) -> bool:
    return (
        path.is_file()
        and "dkim" not in path.parts  # a hundred forms of one small letter
        and path.suffix not in {".html", ".json", ".tnef", ".png", ".jpg", ".rtf", ".md", ".list"}
        and path.stat().st_size < _SEED_BYTES
    )


def _sample_letters() -> Iterator[bytes]:
    from llmos.demo import building

    with tempfile.TemporaryDirectory() as folder:
        building.build(Path(folder), datetime.now(UTC))
        for path in sorted(Path(folder).rglob("cur/*")):
            yield path.read_bytes()


def made(root: Path, messages: int) -> int:
    """A Maildir of so many messages at `root`, which may be there from an earlier time; how many
    bytes they have together.
    """
    whole = root.with_suffix(".whole")
    if not whole.exists():
        whole.write_text(str(write(root, messages)))
    return int(whole.read_text())


def write(root: Path, messages: int, *, seed: int = 7) -> int:
    """A Maildir of so many messages at `root`; how many bytes they have together."""
    for folder in set(FOLDERS):
        for part in ("cur", "new", "tmp"):
            (root / folder / part).mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    size = 0
    for number, raw in enumerate(_letters(messages, chance)):
        folder = chance.choice(FOLDERS)
        flags = "".join(sorted(chance.choice(("", "S", "S", "RS", "FS"))))
        name = f"{1_500_000_000 + number}.M{number}P1.host:2,{flags}"
        (root / folder / "cur" / name).write_bytes(raw)
        size += len(raw)
    return size


def _letters(messages: int, chance: random.Random) -> Iterator[bytes]:
    letters = seeds()
    people = [_person(chance) for _ in range(_PEOPLE)]
    words = [_word(chance) for _ in range(_WORDS)]
    thread: list[str] = []
    subject = ""
    for number in range(messages):
        if not thread or chance.random() < 0.35:
            thread, subject = [], " ".join(_some(words, chance, 5))
        id = f"<{number}.{chance.getrandbits(48):x}@example.org>"
        raw = chance.choice(letters)
        yield _varied(raw, _header(id, thread, subject, people, number, chance), words, chance)
        thread.append(id)


def _header(
    id: str,
    thread: list[str],
    subject: str,
    people: list[str],
    number: int,
    chance: random.Random,
) -> bytes:
    sent = _START + timedelta(days=chance.random() * _DAYS)
    lines = [
        f"From: {chance.choice(people)}",
        f"To: {', '.join(chance.sample(people, chance.randint(1, 3)))}",
        f"Date: {format_datetime(sent)}",
        f"Subject: {'Re: ' * bool(thread)}{subject} {number}",
        f"Message-ID: {id}",
    ]
    if thread:
        lines += [f"In-Reply-To: {thread[-1]}", f"References: {' '.join(thread[-5:])}"]
    return "".join(f"{line}\n" for line in lines).encode()


def _varied(raw: bytes, header: bytes, words: list[str], chance: random.Random) -> bytes:
    old, _, body = raw.partition(b"\n\n")
    kept = _REPLACED.sub(b"", old + b"\n")
    paragraph = "\n".join(
        " ".join(_some(words, chance, 12)) + "." for _ in range(chance.randint(2, 12))
    )
    whole = header + kept + b"\n" + body
    place = _TEXT_PART.search(whole)
    if place is None or _ENCODED.search(place[0]):
        return whole
    return whole[: place.end()] + paragraph.encode() + b"\n\n" + whole[place.end() :]


def _some(words: list[str], chance: random.Random, count: int) -> list[str]:
    # Some words are common and most are rare, as in any language.
    return [words[int(len(words) * chance.random() ** 4)] for _ in range(count)]


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4)))


def _person(chance: random.Random) -> str:
    first, last = _word(chance).title(), _word(chance).title()
    return f"{first} {last} <{first.lower()}.{last.lower()}@{_word(chance)}.example>"
