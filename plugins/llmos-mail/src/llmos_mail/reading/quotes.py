"""What the writer of a message said, without what they quoted, forwarded or always sign with."""

from __future__ import annotations

import re

import quotequail  # type: ignore[import-untyped]  # ships no types

_QUOTED = re.compile(r"^\s*[>|]")
_INTRODUCTION = re.compile(
    r"(?:wrote|writes|said|schrieb|geschrieben|schreibt)\b[^\n]{0,200}:\s*$", re.IGNORECASE
)
_SIGNATURE = re.compile(r"^(?:-- ?|_{5,}|—)$")
_SENT_FROM = re.compile(
    r"^(?:sent from my|get outlook for|von meinem .{1,40} gesendet|gesendet (?:von|mit) )",
    re.IGNORECASE,
)
_LINES = 1_000
"""Own words stand at the top; what lies deeper in a very long message is not looked at."""


def own_words(text: str) -> str:
    """The text without quotes and signature; answers between quoted lines stay."""
    shown = quotequail.quote(_first_lines(text), quote_intro_line=True)
    visible = "\n".join(part for is_own, part in shown if is_own)
    return "\n".join(_own_lines(visible)).strip()


def _first_lines(text: str) -> str:
    return "\n".join(text.split("\n", _LINES)[:_LINES])


def _own_lines(text: str) -> list[str]:
    own: list[str] = []
    for line in text.splitlines():
        if _SIGNATURE.match(line.rstrip("\n")) or _SENT_FROM.match(line.strip()):
            break
        if _QUOTED.match(line):
            _drop_introduction(own)
        else:
            own.append(line)
    return own


def _drop_introduction(own: list[str]) -> None:
    # "On Monday, Ana wrote:" belongs to the quote below it, and may be wrapped over two lines.
    while own and not own[-1].strip():
        own.pop()
    if own and _INTRODUCTION.search(own[-1]):
        own.pop()
