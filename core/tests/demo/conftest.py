"""Sample homes made at several presents, and their mail read back by the standard library."""

from __future__ import annotations

import email
import mailbox
from contextlib import closing
from datetime import datetime
from email.message import EmailMessage
from email.policy import default
from zoneinfo import ZoneInfo

import pytest

from llmos.demo import SampleHome, build

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 12, 10, 0, tzinfo=BERLIN)
PRESENTS = [
    NOW,
    # A minute after midnight, and the last minute of a leap day.
    datetime(2026, 11, 24, 0, 1, tzinfo=BERLIN),
    datetime(2028, 2, 29, 23, 59, tzinfo=BERLIN),
    # The nights in which Berlin's clocks change, both 2:30s of the second, and the days after.
    datetime(2026, 3, 29, 3, 0, tzinfo=BERLIN),
    datetime(2026, 3, 30, 9, 0, tzinfo=BERLIN),
    datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN),
    datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=BERLIN),
    datetime(2026, 10, 26, 9, 0, tzinfo=BERLIN),
    # Where it is still yesterday, or already tomorrow, in Berlin.
    datetime(2026, 12, 31, 20, 0, tzinfo=ZoneInfo("America/Los_Angeles")),
    datetime(2027, 1, 1, 9, 0, tzinfo=ZoneInfo("Pacific/Kiritimati")),
]

Mail = list[EmailMessage]


@pytest.fixture(params=PRESENTS, ids=lambda now: now.isoformat())
def now(request: pytest.FixtureRequest) -> datetime:
    present: datetime = request.param
    return present


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SampleHome:
    """A sample home for tests that only look at it."""
    return build(tmp_path_factory.mktemp("home") / "life", NOW)


@pytest.fixture(scope="session")
def mail(sample: SampleHome) -> Mail:
    """All its messages, oldest first."""
    return read_mail(sample)


def read_mail(sample: SampleHome) -> Mail:
    """Every message of a sample home's sources, oldest first."""
    maildir, mbox = (source.path for source in sample.sources["mail"])
    with closing(mailbox.mbox(mbox)) as archive:
        raw = [archive.get_bytes(key) for key, _ in archive.items()]
    raw += [file.read_bytes() for part in ("cur", "new") for file in maildir.rglob(f"{part}/*")]
    messages = [email.message_from_bytes(one, policy=default) for one in raw]
    return sorted(messages, key=lambda message: message["Date"].datetime)
