"""People as mail knows them: a name and an address. Reading them never raises."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import getaddresses

from llmos_mail.reading.headers import words
from llmos_mail.reading.limits import HEADER_BYTES, PEOPLE

_ADDRESS = r'[^<>\s,;:"()@]+@[^<>\s,;:"()@]+'
_USUAL = re.compile(
    rf'(?:(?:"([^"\\]*)"\s*|([^"<>@,;:()\\]*))<({_ADDRESS})>|({_ADDRESS}))\s*(,\s*|$)'
)
"""One person of a list in one of the two usual forms, up to the comma."""
_ANY = re.compile(r'[^<>\s,;:"()]{1,200}@[^<>\s,;:"()]{1,200}')


@dataclass(frozen=True)
class Address:
    """One person or list; `address` is lower-case, `name` may be empty."""

    name: str
    address: str

    def __str__(self) -> str:
        if not self.name:
            return self.address
        return f"{self.name} <{self.address}>" if self.address else self.name

    @property
    def short(self) -> str:
        """What one calls them: the name if there is one."""
        return self.name or self.address


def addresses(raw: str) -> tuple[Address, ...]:
    """The people in a From, To or Cc field."""
    raw = raw.strip()
    usual = _usual(raw)
    if usual is not None:
        return usual
    return tuple(_address(name, address) for name, address in _pairs(raw) if name or address)


def _usual(raw: str) -> tuple[Address, ...] | None:
    """The people if all are written in a usual form; Python's parser takes twenty times as long."""
    found: list[Address] = []
    position = 0
    while len(found) < PEOPLE and (one := _USUAL.match(raw, position)):
        found.append(_address(one[1] or one[2] or "", one[3] or one[4]))
        position = one.end()
        if not one[5]:
            return tuple(found)
    return None


def _pairs(raw: str) -> list[tuple[str, str]]:
    try:
        pairs = getaddresses([raw[:HEADER_BYTES]])[:PEOPLE]
    except (RecursionError, ValueError, IndexError):
        pairs = []
    if pairs and all(_could_be(address) for _, address in pairs):
        return pairs
    # Broken: whatever looks like an address is one.
    return [("", found) for found in _ANY.findall(raw)[:PEOPLE]] or pairs


def _could_be(address: str) -> bool:
    return not address or (" " not in address and not address.startswith("@"))


def _address(name: str, address: str) -> Address:
    return Address(words(name).strip("\"' "), words(address).lower())
