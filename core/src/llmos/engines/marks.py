"""Answers that hold certain placeholders in a certain order, as a grammar of llama.cpp's."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MARK = re.compile(r"\{[a-z]+[0-9]*\}")


def is_mark(text: str) -> bool:
    """Whether it can be such a placeholder; nothing of it has a meaning in a grammar."""
    return _MARK.fullmatch(text) is not None


def marked(marks: Sequence[str]) -> str:
    """The grammar of a text with each of these marks once, in their order, and no other braces or
    figures: what a number stands for is not the model's to write.
    """
    parts = " ".join(f'"{mark}" text' for mark in marks)
    return f"root ::= text {parts}\ntext ::= [^{{}}0-9]*\n"
