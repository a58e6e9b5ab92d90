"""What may stand in a header field, and in the text of a mail."""

from __future__ import annotations

import re

_LONGEST_FIELD = 500
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def one_line(text: str) -> str:
    """Text for a header field: one line, nothing that is not seen."""
    return _UNPRINTABLE.sub(" ", " ".join(text.split()))[:_LONGEST_FIELD].strip()


def text_lines(text: str) -> str:
    """The text of a mail: no blanks at the ends of lines, no empty lines around it."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip() + "\n"
