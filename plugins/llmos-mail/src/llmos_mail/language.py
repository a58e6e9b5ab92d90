"""Which of the languages that llmos-mail writes in a text is in, by its smallest words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

Language = Literal["en", "de", "fr"]

_CHARS = 5_000
_WORD = re.compile(r"[^\W\d_]+")
# Words of several of the languages, such as "in", "an" and "on", tell nothing.
_SMALL: dict[Language, frozenset[str]] = {
    "en": frozenset(
        "the and i is not we you it to with for that of at hi hello dear thanks thank please"
        " regards also still how what can have has are your my this be will would".split()
    ),
    "de": frozenset(
        "der die das und ich ist nicht wir sie ein eine einen zu mit für auf dass den dem von"
        " im hallo liebe lieber danke bitte grüße gruß auch noch wie was kann haben habe hat"
        " sind bin dir dich mir mich uns euch ihnen ihre ihr sehr geehrte".split()
    ),
    "fr": frozenset(
        "le la les un une et je nous vous il elle ne pas est suis sont avec pour dans que qui"
        " ce cette du au aux mon ma mes votre vos bonjour salut merci cordialement aussi encore"
        " plus sur par avez ai avons être cher chère".split()
    ),
}


def language_of(*texts: str) -> Language:
    """The language of which most small words occur; English where none is ahead."""
    counted = _counted(texts)
    return max(counted, key=lambda one: (counted[one], one == "en"))


def is_foreign(text: str, language: Language) -> bool:
    """Whether another language has more small words in a text than this one."""
    counted = _counted([text])
    return max(counted.values()) > counted[language]


def _counted(texts: Iterable[str]) -> dict[Language, int]:
    words = [word for text in texts for word in _WORD.findall(text[:_CHARS].lower())]
    return {language: sum(word in small for word in words) for language, small in _SMALL.items()}
