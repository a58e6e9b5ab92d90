"""Letters as an mbox file: one after the other, each behind a line that begins with `From `."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from email.generator import BytesGenerator
from email.policy import default
from io import BytesIO
from pathlib import Path
from time import asctime

from llmos.demo.letters import Letter
from llmos.demo.message import compose


def write_mbox(path: Path, letters: Iterable[Letter], answered: frozenset[str]) -> None:
    """Write the letters, all of them read."""
    path.write_bytes(b"\n".join(_entry(letter, letter.id in answered) for letter in letters))


def _entry(letter: Letter, is_answered: bool) -> bytes:
    message = compose(letter)
    message["Status"] = "RO"
    if is_answered:
        message["X-Status"] = "A"
    when = asctime(letter.moment.when.astimezone(UTC).timetuple())
    message.set_unixfrom(f"From {letter.sender.address} {when}")
    # as_bytes() would let lines of the text that begin with `From ` stand, and so end the message.
    entry = BytesIO()
    BytesGenerator(entry, mangle_from_=True, policy=default).flatten(message, unixfrom=True)
    return entry.getvalue()
