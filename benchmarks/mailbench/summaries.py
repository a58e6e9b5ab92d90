"""MimeKit's summaries of mbox files: some header fields and the kinds of all parts, indented."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from pathlib import Path

from llmos_mail.reading.addresses import addresses
from llmos_mail.reading.message import Message
from llmos_mail.reading.parts import parse


@dataclass
class Expected:
    """What is expected of one message."""

    fields: dict[str, str] = field(default_factory=dict)
    kinds: list[tuple[int, str]] = field(default_factory=list)

    @property
    def leaves(self) -> list[str]:
        """The kinds of the parts that hold no others."""
        pairs = zip(self.kinds, [*self.kinds[1:], (-1, "")], strict=True)
        return [kind for (depth, kind), (below, _) in pairs if below <= depth]


def read(path: Path) -> list[Expected]:
    """The summaries of a file, one a message."""
    found: list[Expected] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("From "):
            found.append(Expected())
        elif line.lstrip().startswith("Content-Type:"):
            depth = len(line) - len(line.lstrip())
            found[-1].kinds.append((depth, line.partition(":")[2].strip().lower()))
        elif ":" in line:
            name, _, value = line.partition(":")
            found[-1].fields[name.lower()] = value.strip()
    return found


def differences(raw: bytes, message: Message, expected: Expected) -> list[str]:
    """Where a message is not as its summary says."""
    sender = next(iter(addresses(expected.fields.get("from", ""))), None)
    said = expected.fields.get("date", "")
    written = message.claimed or message.sent
    moment = parsedate_to_datetime(said) if said else None
    pairs = {
        "sender": (str(message.sender), str(sender or "")),
        "subject": (message.subject, " ".join(expected.fields.get("subject", "").split())),
        "date": (written, moment or written),
        "parts": ([part.kind for part in parse(raw).leaves()], expected.leaves),
    }
    return [
        f"{what} {found!r}, expected {wanted!r}"
        for what, (found, wanted) in pairs.items()
        if found != wanted
    ]
