"""Numbers of a text, each in one form: "1,480", "1.480" and "1480" are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from llmos.answers.folding import folded, words
from llmos.answers.lexicon import NUMBERS

_FIGURES = re.compile(r"\d+(?:[.,'’\u00a0\u202f]\d+)*")  # noqa: RUF001 signs between thousands
_SPACED = re.compile(r"(?<!\d)\d{1,3}(?: \d{3})+(?:,\d+)?(?!\d)")
_GROUPED = re.compile(r"\d{1,3}(?:([ .,'’\u00a0\u202f])\d{3})(?:\1\d{3})*")  # noqa: RUF001 the same


def numbers(text: str) -> set[str]:
    """The numbers in a text. One that can be read in two ways is both: "1.480" and "1,480"."""
    figures = [*_FIGURES.findall(text), *_SPACED.findall(text)]
    found = {number for one in figures for number in readings(one)}
    return found | {str(NUMBERS[word]) for word in map(folded, words(text)) if word in NUMBERS}


def stated(text: str) -> Iterator[set[str]]:
    """What each number that a text states can mean."""
    yield from map(readings, _SPACED.findall(text))
    yield from map(readings, _FIGURES.findall(_SPACED.sub(" ", text)))
    yield from ({str(NUMBERS[word])} for word in map(folded, words(text)) if word in NUMBERS)


def readings(figures: str) -> set[str]:
    """What these figures can mean."""
    decimal = re.sub(r"[^\d.]", "", re.sub(r"[,.](?=\d*$)", ".", figures, count=1))
    meant = {_plain(decimal)} if decimal.count(".") <= 1 else set()
    if _GROUPED.fullmatch(figures):
        meant.add(_plain(re.sub(r"\D", "", figures)))
    return meant or {figures}


def _plain(number: str) -> str:
    whole, _, part = number.partition(".")
    part = part.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{part}" if part else "")
