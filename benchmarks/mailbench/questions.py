"""Searches as people make them, over a mailbox that `mailbox` made: common and rare words, people,
days, folders, marks, words that no message has together.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from mailbench.mailbox import FOLDERS

_FOLDERS = sorted({name.strip(".").replace(".", "/") or "Inbox" for name in FOLDERS})
_NEW_YEAR = datetime(2025, 1, 1, tzinfo=UTC)


def questions(
    words: list[str], people: list[str], count: int, *, seed: int = 11
) -> Iterator[dict[str, Any]]:
    """Arguments of a search; `words` come from the most to the least common."""
    chance = random.Random(seed)

    def word() -> str:
        return words[int(len(words) * chance.random() ** 3)]

    kinds = (
        lambda: {"text": word()},
        lambda: {"text": f"{word()} {word()}"},
        lambda: {"text": f"{word()} {word()} {word()} {word()}"},
        lambda: {"text": word()[:3]},
        lambda: {"sender": chance.choice(people).split()[0]},
        lambda: {"sender": chance.choice(people).split()[0], "text": word()},
        lambda: {"to": chance.choice(people).split()[1]},
        lambda: {"text": word(), "since": _NEW_YEAR + timedelta(days=chance.randint(0, 300))},
        lambda: {"text": word(), "folders": (chance.choice(_FOLDERS),)},
        lambda: {"text": word(), "unread": True},
        lambda: {"unread": True},
        lambda: {"has_attachment": True, "folders": (chance.choice(_FOLDERS),)},
        lambda: {"since": _NEW_YEAR, "until": _NEW_YEAR + timedelta(days=chance.randint(1, 90))},
    )
    for number in range(count):
        yield kinds[number % len(kinds)]()
