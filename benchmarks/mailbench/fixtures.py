"""Reading the fixtures, and comparing with their expected files and with Python's parser."""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from llmos_mail.reading import mbox
from llmos_mail.reading.message import Message, read_message
from llmos_mail.reading.tnef import unwrap
from mailbench import mutations, second_opinion, summaries

KNOWN = {
    "content-length.mbox.txt 7: sender": "two @ in it; MimeKit ends before the second",
    "content-length.mbox.txt 23: date": "MimeKit does not know the zone cst in small letters",
    "christmas.tnef": "the list also names the files of wrappings inside the wrapping",
    "long-filename.tnef": "the list leaves out its file",
    "missing-filenames.tnef": "the list leaves out its files",
}
"""Why the fixtures expect something else, where we know and leave it so."""

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@dataclass
class Report:
    """What was read, and each difference as a line of words."""

    files: int = 0
    messages: int = 0
    empty: int = 0
    damaged: int = 0
    raised: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    expected: dict[str, int] = field(default_factory=dict)
    unexpected: list[str] = field(default_factory=list)
    asked: int = 0
    otherwise: list[str] = field(default_factory=list)

    @property
    def is_bad(self) -> bool:
        """Whether anything raised, was dropped or, for no known cause, is not as expected."""
        return bool(self.raised or self.dropped) or not all(map(_cause, self.unexpected))

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values."""
        return asdict(self)

    def in_words(self) -> str:
        """All of it as lines."""
        compared = ", ".join(f"{count} {what}" for what, count in self.expected.items())
        lines = [
            f"{self.files} files, {self.messages} messages, {self.empty} empty files",
            f"exceptions: {len(self.raised)}, also in {self.damaged} damaged copies",
            f"dropped silently: {len(self.dropped)}",
            f"compared with expected files: {compared}",
            f"differences to expected files: {len(self.unexpected)}",
            f"differences to Python's parser in {self.asked} messages: {len(self.otherwise)}",
        ]
        for heading, found in (
            ("raised", self.raised),
            ("dropped", self.dropped),
            ("expected otherwise", [f"{line} ({_cause(line)})" for line in self.unexpected]),
            ("Python reads otherwise", self.otherwise),
        ):
            lines += [f"  {heading}: {line}" for line in found]
        return "\n".join(lines)


def _cause(line: str) -> str:
    return next((cause for known, cause in KNOWN.items() if line.startswith(known)), "")


def compare(folder: Path, damaged: int) -> Report:
    """Read all files below the folder and compare what can be compared."""
    report = Report()
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    for path in paths:
        _read_file(path, folder, report)
    _compare_summaries(folder, report)
    _compare_wrappings(folder, report)
    _read_damaged(paths, damaged, report)
    return report


def _read_file(path: Path, folder: Path, report: Report) -> None:
    name = str(path.relative_to(folder))
    raw = path.read_bytes()
    report.files += 1
    if not raw.strip():
        report.empty += 1
        return
    message = _read(raw, name, report)
    if message is None:
        return
    report.messages += 1
    if not (message.text or message.attachments or message.problems or message.subject):
        report.dropped.append(f"{name}: nothing of it can be found, and nothing says why")
    if second_opinion.is_mail(raw):
        report.asked += 1
        report.otherwise += [f"{name}: {line}" for line in second_opinion.differences(raw, message)]


def _read(raw: bytes, name: str, report: Report) -> Message | None:
    try:
        return read_message(raw, arrived=NOW)
    except Exception as error:  # the one thing that must never happen
        report.raised.append(f"{name}: {type(error).__name__}: {error}")
        return None


def _compare_summaries(folder: Path, report: Report) -> None:
    for path in sorted(folder.rglob("*-summary.txt")):
        box = path.with_name(path.name.replace("-summary.txt", ".mbox.txt"))
        if not box.exists():
            continue
        expected = summaries.read(path)
        found = [one.read()[0] for one in mbox.listing(box)]
        report.messages += len(found)
        report.expected[f"messages of {box.name}"] = len(expected)
        if len(found) != len(expected):
            report.dropped.append(f"{box.name}: {len(found)} of {len(expected)} messages")
        for number, (raw, wanted) in enumerate(zip(found, expected, strict=False), start=1):
            lines = summaries.differences(raw, read_message(raw, arrived=NOW), wanted)
            report.unexpected += [f"{box.name} {number}: {line}" for line in lines]


def _compare_wrappings(folder: Path, report: Report) -> None:
    compared = 0
    for path in sorted(folder.rglob("*.tnef")):
        listed = path.with_suffix(".list").read_text("utf-8", "replace").splitlines()
        expected = sorted(name for name in listed if not name.startswith("body."))
        found = sorted(unwrap(path.read_bytes()).names)
        compared += 1
        if found != expected:
            report.unexpected.append(f"{path.name}: files {found}, expected {expected}")
    report.expected["lists of winmail.dat files"] = compared


def _read_damaged(paths: list[Path], count: int, report: Report) -> None:
    chance = random.Random(5)
    for _ in range(count):
        path = chance.choice(paths)
        _read(mutations.damaged(path.read_bytes(), chance), f"{path.name}, damaged", report)
        report.damaged += 1
