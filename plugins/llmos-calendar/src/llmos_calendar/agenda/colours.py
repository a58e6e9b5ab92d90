"""Colours of calendars: the user's own where one is set, else one of ten by name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b

_HEX = re.compile(r"#([0-9a-fA-F]{6})(?:[0-9a-fA-F]{2})?")
_PALETTE = (
    "#3b6ea8",
    "#c0563f",
    "#4d8a57",
    "#8a5fa8",
    "#b07d2b",
    "#2f8a8f",
    "#b04a78",
    "#66789a",
    "#7a8a2f",
    "#9a5f3f",
)


@dataclass(frozen=True)
class Tone:
    """A strong colour for an edge, a light one to fill with, a dark one for words."""

    edge: str
    fill: str
    words: str


def tone(calendar: str, colour: str) -> Tone:
    """The tone of a calendar."""
    match = _HEX.fullmatch(colour.strip())
    edge = f"#{match[1].lower()}" if match else _PALETTE[_number(calendar) % len(_PALETTE)]
    return Tone(edge, _mixed(edge, "#ffffff", 0.82), _mixed(edge, "#101418", 0.55))


def _number(text: str) -> int:
    return blake2b(text.encode(), digest_size=2).digest()[0]


def _mixed(one: str, other: str, share: float) -> str:
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
