"""The labelled mailbox: written out as a Maildir, indexed, read, and the answers judged.

Also what `benchmarks/mail_followups.py` measures with. See mailbox/README.md for what is open.
"""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from llmos_mail.followups.people import Me
from llmos_mail.followups.report import FollowUp, open_items
from llmos_mail.index.schema import open_index
from llmos_mail.index.search import exchanged
from llmos_mail.index.update import update

Half = Literal["tune", "report"]

MAILBOX = Path(__file__).with_name("mailbox")
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
ME = Me.of("Lena Brandt", ["lena@brandt.example", "lena.brandt@nordlicht.example"])
_MINE = ("me", "work")


@dataclass(frozen=True)
class Score:
    """How many open things were named rightly, of those named, of those there are."""

    threads: int
    right: int
    named: int
    expected: int
    wrong: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def precision(self) -> float:
        """The share of what was named that is open."""
        return self.right / self.named if self.named else 1.0

    @property
    def recall(self) -> float:
        """The share of what is open that was named."""
        return self.right / self.expected if self.expected else 1.0


def threads(half: Half) -> list[dict[str, Any]]:
    """The threads of one half, as the file has them."""
    file: dict[str, Any] = tomllib.loads((MAILBOX / f"{half}.toml").read_text("utf-8"))
    found: list[dict[str, Any]] = file["threads"]
    return found


def judge(half: Half) -> Score:
    """Write the half out, index it, look for follow-ups, compare them with the labels."""
    labelled = threads(half)
    named = _follow_ups(half)
    wrong: list[str] = []
    missed: list[str] = []
    right = expected = 0
    for number, thread in enumerate(labelled):
        items = [one for one in named if _thread_of(one) == number]
        wanted = thread.get("open", [])
        expected += len(wanted)
        found = [one for one in wanted if any(_fits(item, one) for item in items)]
        right += len(found)
        where = thread["subject"]
        missed += [f"{where}: {one['sentences'][0]}" for one in wanted if one not in found]
        wrong += [
            f"{where}: ({item.direction}) {item.sentence}"
            for item in items
            if not any(_fits(item, one) for one in wanted)
        ]
    return Score(len(labelled), right, right + len(wrong), expected, tuple(wrong), tuple(missed))


def _follow_ups(half: Half) -> list[FollowUp]:
    with tempfile.TemporaryDirectory() as folder:
        maildir = Path(folder) / "Maildir"
        _write(half, maildir)
        with closing(open_index(Path(folder) / "mail.db")) as connection:
            update(connection, [("maildir", maildir)], lambda *_: None, thorough=True)
            messages = exchanged(connection, NOW - timedelta(days=60))
    return open_items(messages, ME, NOW)


def _write(half: Half, maildir: Path) -> None:
    for place in (maildir, maildir / ".Sent"):
        for part in ("cur", "new", "tmp"):
            (place / part).mkdir(parents=True)
    for number, thread in enumerate(threads(half)):
        for name, mail, raw in _letters(number, thread):
            place = maildir / ".Sent" if mail["from"] in _MINE else maildir
            (place / "cur" / f"{name}:2,S").write_bytes(raw)


def _letters(number: int, thread: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], bytes]]:
    people = tomllib.loads((MAILBOX / "people.toml").read_text("utf-8"))
    before: list[str] = []
    for place, mail in enumerate(thread["mails"]):
        message = EmailMessage()
        subject = mail.get("subject") or thread["subject"]
        message["Subject"] = subject if not before else f"Re: {subject.removeprefix('Re: ')}"
        message["From"] = people[mail["from"]]
        message["To"] = ", ".join(people[one] for one in mail["to"])
        if mail.get("cc"):
            message["Cc"] = ", ".join(people[one] for one in mail["cc"])
        message["Date"] = format_datetime(NOW - timedelta(days=mail["days"]))
        message["Message-ID"] = f"<{number}.{place}@mailbox.example>"
        if before:
            message["In-Reply-To"] = before[-1]
            message["References"] = " ".join(before)
        for field, value in mail.get("headers", {}).items():
            message[field] = value
        message.set_content(mail["text"].lstrip("\n"))
        for name in mail.get("attachments", []):
            message.add_attachment(b"...", "application", "octet-stream", filename=name)
        before.append(message["Message-ID"])
        yield f"{number}.{place}", mail, message.as_bytes()


def _thread_of(item: FollowUp) -> int:
    return int(item.message.message_id.partition(".")[0])


def _fits(item: FollowUp, wanted: dict[str, Any]) -> bool:
    sentences = {_plain(sentence) for sentence in wanted["sentences"]}
    return item.direction == wanted["direction"] and _plain(item.sentence) in sentences


def _plain(sentence: str) -> str:
    return " ".join(sentence.casefold().split())
