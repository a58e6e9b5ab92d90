"""The sheet of words: all that a grant of words may keep on disk. It holds no digit at all.

One line a metric: its name, a tab, and a word for each day, the last day first. The first line says
which day that is, spelled out; the second, from which state of the exports it was made; the third
holds the letters of `halves`, a word of them for each day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


@dataclass(frozen=True)
class Sheet:
    """Words by metric, the last day first; `until` is that day.

    `halves` are letters for the half hours of each day, in the same order.
    """

    until: date
    state: str
    words: Mapping[str, list[str]]
    halves: tuple[str, ...] = ()

    def between(self, metric: str, first: date, last: date) -> list[str]:
        """A metric's words from `first` to `last`, the earliest first."""
        line = self.words.get(metric, [])
        newest, oldest = (self.until - last).days, (self.until - first).days
        return list(reversed(line[max(newest, 0) : max(oldest + 1, 0)]))


def write_sheet(path: Path, sheet: Sheet) -> None:
    """Write the sheet at once, or not at all."""
    lines = [_spelled(sheet.until), sheet.state, " ".join(sheet.halves)]
    lines += [f"{name}\t{' '.join(words)}" for name, words in sorted(sheet.words.items())]
    fresh = path.with_suffix(".new")
    fresh.write_text("\n".join(lines) + "\n", "utf-8")
    fresh.replace(path)


def read_sheet(path: Path) -> Sheet | None:
    """The sheet; None if there is none that can be read."""
    try:
        until, state, halves, *lines = path.read_text("utf-8").splitlines()
        words = {name: told.split() for name, _, told in (line.partition("\t") for line in lines)}
        return Sheet(_day(until), state, words, tuple(halves.split()))
    except (OSError, ValueError):
        return None


def lettered(hexadecimal: str) -> str:
    """A hash without digits."""
    return hexadecimal.translate(_LETTERS)


def _spelled(day: date) -> str:
    return " ".join(_DIGITS[int(digit)] for digit in f"{day:%Y%m%d}")


def _day(spelled: str) -> date:
    digits = "".join(str(_DIGITS.index(word)) for word in spelled.split())
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
