"""What the writer of a message said, without what they quoted, forwarded or always sign with."""

from __future__ import annotations

import re

import quotequail  # type: ignore[import-untyped]  # ships no types

_MAY_INTRODUCE = re.compile(
    r"(?mi)^>?[ \t]*(?:on|am|le|den|em|op)[ \t][^\n]*(?:\n[^\n]*)?:[ \t]*$"
    r"|^>?[ \t]*(?:-{3}|_{32})|\bel [^\n]*(?:\n[^\n]*)?:[ \t]*$|написал|\d{4}/\d{1,2}/\d"
    r"|^>?[ \t]*(?:begin|anfang|début|inicio|forwarded|mensaje|vidarebefordrat|doorgestuurd"
    r"|original|ursprüngliche|oorspronkelijk|message transf|origineel|пересыл)"
)
"""Whatever quotequail may take for the beginning of a quote, and some lines more: finding out for
every line of a text takes it longer than the whole search for the text.
"""

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
    return "\n".join(_own_lines(_unquoted(_first_lines(text)))).strip()


def _unquoted(text: str) -> str:
    first = _MAY_INTRODUCE.search(text)
    if first is None:
        return text
    # An introduction may be wrapped, so it can begin one line further up.
    line = text.rfind("\n", 0, first.start())
    start = text.rfind("\n", 0, max(line, 0)) + 1
    shown = quotequail.quote(text[start:], quote_intro_line=True)
    return text[:start] + "\n".join(part for is_own, part in shown if is_own)


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
