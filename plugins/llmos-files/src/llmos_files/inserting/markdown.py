"""A table in a Markdown file, below a heading or at the end."""

from __future__ import annotations

import re

from llmos_files.inserting.grid import Grid, Inserted, NoPlace

_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")


def insert(content: bytes, grid: Grid, at: str) -> Inserted:
    """Put the table at the end of the section with this heading, or of the file."""
    text = content.decode("utf-8")
    lines = text.splitlines()
    end, place = _end(lines, at) if at else (len(lines), "at the end")
    while end > 0 and not lines[end - 1].strip():
        end -= 1
    new = [*lines[:end], "", *grid.as_text().splitlines(), "", *lines[end:]]
    joined = "\n".join(new).strip("\n")
    return Inserted(re.sub(r"\n{3,}", "\n\n", joined).encode() + b"\n", place)


def _end(lines: list[str], at: str) -> tuple[int, str]:
    """Where the section ends: at the next heading of its level or above."""
    headings = [(n, m) for n, line in enumerate(lines) if (m := _HEADING.match(line))]
    wanted = at.casefold().strip("# ")
    found = next((i for i, (_, m) in enumerate(headings) if wanted in m[2].casefold()), None)
    if found is None:
        names = ", ".join(f"“{m[2]}”" for _, m in headings) or "none"
        raise NoPlace(f"There is no heading “{at}”; the headings are: {names}.")
    level = len(headings[found][1][1])
    after = (n for n, m in headings[found + 1 :] if len(m[1]) <= level)
    return next(after, len(lines)), f"below “{headings[found][1][2]}”"
