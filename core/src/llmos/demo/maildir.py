"""Letters as a Maildir: one file a message, read ones in `cur` with flags, unread ones in `new`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from llmos.demo.letters import Letter
from llmos.demo.message import compose

# Windows gives colons in file names another meaning; mail programs there write this instead.
_INFO = "!2," if sys.platform == "win32" else ":2,"


def write_maildir(folder: Path, letters: Iterable[Letter], answered: frozenset[str]) -> None:
    """Write what others sent into the Maildir itself and her own mail into its folder `.Sent`."""
    sent = folder / ".Sent"
    for place in (folder, sent):
        for part in ("cur", "new", "tmp"):
            (place / part).mkdir(parents=True)
    # Maildir++ marks a folder within a Maildir by an empty file of this name.
    (sent / "maildirfolder").touch()
    for letter in letters:
        place = sent if letter.is_mine else folder
        (place / _file_name(letter, answered)).write_bytes(compose(letter).as_bytes())


def _file_name(letter: Letter, answered: frozenset[str]) -> Path:
    token, _, domain = letter.id.strip("<>").partition("@")
    unique = f"{int(letter.moment.when.timestamp())}.{token}.{domain}"
    if letter.message.unread:
        return Path("new", unique)
    # Flags stand in the order of the alphabet: flagged, replied, seen.
    flags = "F" * letter.message.flagged + "R" * (letter.id in answered) + "S"
    return Path("cur", f"{unique}{_INFO}{flags}")
