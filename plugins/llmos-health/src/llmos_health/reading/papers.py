"""Electrocardiograms and clinical records: listed with what they say of themselves, not judged."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from llmos_health.reading.archive import Member, Package, paper
from llmos_health.reading.problems import Problems, UnreadableExport

_LINES = 20
_CHARS = 200


class Paper(NamedTuple):
    """One file: `ecg` or `clinical`, its name, the day that it names, what it is about."""

    kind: str
    name: str
    day: str
    about: str


def papers(package: Package, problems: Problems) -> Iterator[Paper]:
    """All of them."""
    for member in package.members():
        path = PurePosixPath(member.name.replace("\\", "/"))
        read = {"electrocardiograms": _ecg, "clinical-records": _clinical}.get(path.parent.name)
        if read and not path.name.startswith("."):
            try:
                yield read(path.name, paper(package, member))
            except (UnreadableExport, ValueError, AttributeError, OSError, RecursionError):
                problems.add(f"{_what(member)} cannot be read.")


def _ecg(name: str, content: bytes) -> Paper:
    lines = content[:8192].decode("utf-8", "replace").splitlines()[:_LINES]
    fields = [row for row in csv.reader(lines) if len(row) >= 2]
    # The names of the lines are in the phone's language; their order is not.
    values = [row[1] for row in fields]
    day = next((value[:10] for value in values if value[4:5] == "-" and len(value) >= 10), "")
    about = values[3] if len(values) > 3 else ""
    return Paper("ecg", name, day, about[:_CHARS])


def _clinical(name: str, content: bytes) -> Paper:
    data = json.loads(content)
    code = (
        data.get("code") or data.get("vaccineCode") or data.get("medicationCodeableConcept") or {}
    )
    about = code.get("text") or data.get("resourceType") or ""
    day = data.get("effectiveDateTime") or data.get("recordedDate") or data.get("date") or ""
    return Paper("clinical", name, str(day)[:10], str(about)[:_CHARS])


def _what(member: Member) -> str:
    return PurePosixPath(member.name).name[:_CHARS]
