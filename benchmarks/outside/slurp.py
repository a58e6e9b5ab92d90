"""SLURP: what people say to an assistant at home, and which plugin serves it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from outside.fixtures import rows

SERVED = {
    "email_query": "mail",
    "email_sendemail": "mail",
    "calendar_query": "calendar",
    "calendar_set": "calendar",
    "calendar_remove": "calendar",
}
"""The plugin that serves an intent."""

DOUBTFUL = ("lists_", "email_querycontact", "email_addcontact")
"""Beginnings of intents that are neither: a list can be a note of llmos-files, an address of
somebody's can be found in the mail. They are counted apart."""


class Said(NamedTuple):
    """A sentence, its intent, and the plugin that serves it: none, or nobody can say."""

    sentence: str
    intent: str
    plugin: str | None
    doubtful: bool


def read(file: Path) -> list[Said]:
    """The sentences, in the order of the file."""
    return [
        Said(
            row["sentence"],
            row["intent"],
            SERVED.get(row["intent"]),
            row["intent"].startswith(DOUBTFUL),
        )
        for row in rows(file)
    ]
