"""What a request did to the home: its files before and after, in short sentences.

event + TITLE BEGIN      reminder - TITLE DUE      draft to NAME      file + FOLDER/NAME
"""

from __future__ import annotations

import re
from collections import Counter
from email import message_from_bytes, policy
from pathlib import Path

_ENTRY = re.compile(r"BEGIN:(VEVENT|VTODO)\r?\n(.*?)END:\1", re.S)
_KINDS = {"VEVENT": "event", "VTODO": "reminder"}


def state_of(life: Path) -> Counter[str]:
    """What there is: each entry, draft and file once for each time that it is there."""
    found: Counter[str] = Counter()
    for file in (life / "calendars").rglob("*.ics"):
        found.update(_entries(file.read_text("utf-8")))
    found.update(_draft(file) for file in (life / "mail").rglob("*") if _is_draft(file))
    documents = life / "documents"
    for file in documents.rglob("*"):
        if file.is_file() and not any(
            part.startswith(".") for part in file.relative_to(life).parts
        ):
            found[f"file {{}} {file.relative_to(documents)}"] += 1
    return found


def changes(before: Counter[str], after: Counter[str]) -> list[str]:
    """The differences, sorted."""
    come = [one.format("+") for one in (after - before).elements()]
    gone = [one.format("-") for one in (before - after).elements()]
    return sorted(one.replace("draft + ", "draft ") for one in (*come, *gone))


def _entries(text: str) -> list[str]:
    entries = []
    for hit in _ENTRY.finditer(re.sub(r"\r?\n[ \t]", "", text)):
        if "STATUS:COMPLETED" in hit[2]:
            continue
        title = _field(hit[2], "SUMMARY").replace("\\,", ",").replace("\\;", ";")
        when = _field(hit[2], "DTSTART") or _field(hit[2], "DUE")
        entries.append(f"{_KINDS[hit[1]]} {{}} {title} {_spelled(when)}")
    return entries


def _field(entry: str, name: str) -> str:
    hit = re.search(rf"^{name}(?:;[^:\n]*)?:(.*?)\r?$", entry, re.M)
    return hit[1].strip() if hit else ""


def _spelled(when: str) -> str:
    day = f"{when[:4]}-{when[4:6]}-{when[6:8]}"
    return f"{day}T{when[9:11]}:{when[11:13]}" if "T" in when else day


def _is_draft(file: Path) -> bool:
    return "Drafts" in str(file) and file.parent.name in ("cur", "new") and file.is_file()


def _draft(file: Path) -> str:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    named = [one.display_name or one.addr_spec for one in message["to"].addresses]
    return f"draft {{}} to {', '.join(named)}".replace("draft {} to", "draft {} to")
