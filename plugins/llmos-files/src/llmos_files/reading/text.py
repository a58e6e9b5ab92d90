"""Plain text, Markdown and source code: paragraphs with their first line, or their heading."""

from __future__ import annotations

import re
from typing import BinaryIO

from llmos_files.reading import limits
from llmos_files.reading.charsets import decode, is_binary
from llmos_files.reading.content import content
from llmos_files.reading.document import Facts, Piece, Pieces, Place, Unreadable

_HEADING = re.compile(r"#{1,6}\s+(.+?)\s*#*$")
_START = 4096


def read(file: BinaryIO, facts: Facts) -> Pieces:
    """Paragraphs, each with the number of its first line."""
    text = _text(file, facts)
    lines: list[str] = []
    first = 1
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            if not lines:
                first = number
            lines.append(line)
        elif lines:
            yield Piece("\n".join(lines), Place("line", first))
            lines = []
    if lines:
        yield Piece("\n".join(lines), Place("line", first))


def read_markdown(file: BinaryIO, facts: Facts) -> Pieces:
    """Paragraphs, each below the heading that it stands under."""
    heading = ""
    fenced = False
    lines: list[str] = []
    for line in [*_text(file, facts).splitlines(), ""]:
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        found = None if fenced else _HEADING.match(line)
        if (found or not line.strip()) and lines:
            yield Piece("\n".join(lines), _under(heading))
            lines = []
        if found:
            heading = found[1]
            facts.title = facts.title or heading
        if line.strip():
            lines.append(line)
    if lines:
        yield Piece("\n".join(lines), _under(heading))


def _under(heading: str) -> Place:
    return Place("section", 0, heading) if heading else Place()


def _text(file: BinaryIO, facts: Facts) -> str:
    whole = content(file, limits.TEXT_BYTES + 1)
    if is_binary(whole[:_START]):
        raise Unreadable("not text", "It holds no text.")
    if len(whole) > limits.TEXT_BYTES:
        facts.problems.append("It is very long; only the beginning was read.")
    return decode(whole[: limits.TEXT_BYTES])
