"""What a built sample home is, and what is truly still open in it."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from llmos.config import Profile
from llmos.sources import Source

Direction = Literal["mine", "theirs"]
Kind = Literal["question", "promise"]


class ExpectedFollowUp(msgspec.Struct, frozen=True):
    """Something that a careful reader of the whole mail would call open.

    `mine` is what the person owes others, `theirs` what others owe her. `message` is the
    Message-ID header of the mail that holds the `sentence`; `due` is the day that it names.
    """

    direction: Direction
    kind: Kind
    thread: str
    message: str
    sentence: str
    due: date | None = None


class SampleHome(msgspec.Struct, frozen=True):
    """A sample home on disk: whose it is, where its data lie, and the truth about them.

    `sources` maps the id of a plugin to the places that are for it, whether or not it is installed.
    """

    profile: Profile
    time_zone: str
    sources: dict[str, list[Source]]
    expected: tuple[ExpectedFollowUp, ...]
