"""Words that are searched for, and the words of a calendar that answer to them.

Somebody who asks for "stand-ups" means each stand-up, and who asks for a birthday in English also
means the Geburtstag that was written down in German.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from llmos_calendar.index.rows import folded

_SAME = """
    birthday geburtstag anniversaire
    meeting besprechung sitzung reunion
    appointment termin rendez-vous
    dentist zahnarzt dentiste
    doctor arzt medecin
    school schule ecole
    holiday urlaub vacances
    trip reise voyage
    flight flug vol
    breakfast fruhstuck
    lunch mittagessen dejeuner
    dinner abendessen diner
    one-to-one 1:1 einzelgesprach
    training ubung entrainement
    party feier fete
    book buch livre
    rent miete loyer
    lease mietvertrag bail
    slides folien
"""
_SHORTEST = 4
"""Letters of a word whose plural or genitive is looked through."""


def alternatives(text: str) -> list[tuple[str, ...]]:
    """For each word of a text, the words of which one must be there; all are folded."""
    return [_alternatives(word) for word in folded(text).split()]


def holds(told: str, wanted: Iterable[tuple[str, ...]]) -> bool:
    """Whether a folded text has one of the alternatives of each word."""
    return all(any(one in told for one in alike) for alike in wanted)


@cache
def _alternatives(word: str) -> tuple[str, ...]:
    plain = word.strip("?!.,;:\"'\N{RIGHT SINGLE QUOTATION MARK}")
    for ending in ("'s", "\N{RIGHT SINGLE QUOTATION MARK}s", "s"):
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST:
            plain = plain.removesuffix(ending)
            break
    return (plain or word, *_others().get(plain, ()))


@cache
def _others() -> dict[str, list[str]]:
    groups = [line.split() for line in _SAME.strip().splitlines()]
    return {word: [one for one in group if one != word] for group in groups for word in group}
