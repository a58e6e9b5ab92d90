"""Which tone the meaning of a text leans to, by its vector; for where no words decide.

`leanings.bin` holds one row of weights for each tone: one a number of a vector, and one more.
llmos's repository has the program that writes it, benchmarks/training/mail_tone.py.
"""

from __future__ import annotations

import math
import struct
from functools import cache
from importlib.resources import files

from llmos_mail.tone.reading import TONES, Tone

DIMENSIONS = 384
SCALE = 3.0
"""What vectors of length 1 are multiplied with; training does the same."""


def leaning(vector: bytes) -> dict[Tone, float]:
    """How likely each tone is, as they add up to 1; `vector` is 384 little-endian floats."""
    numbers = [SCALE * number for number in struct.unpack(f"<{DIMENSIONS}f", vector)]
    sums = [_product(row, [*numbers, 1.0]) for row in _weights()]
    most = max(sums)
    powers = [math.exp(one - most) for one in sums]
    return {tone: power / sum(powers) for tone, power in zip(TONES, powers, strict=True)}


def _product(row: tuple[float, ...], numbers: list[float]) -> float:
    return sum(one * other for one, other in zip(row, numbers, strict=True))


@cache
def _weights() -> tuple[tuple[float, ...], ...]:
    raw = (files(__package__) / "leanings.bin").read_bytes()
    width = DIMENSIONS + 1
    found = struct.unpack(f"<{len(TONES) * width}f", raw)
    return tuple(found[start : start + width] for start in range(0, len(found), width))
