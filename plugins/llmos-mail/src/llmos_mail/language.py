"""Which of the two languages that llmos-mail writes in a text is in, by its smallest words."""

from __future__ import annotations

import re
from typing import Literal

Language = Literal["en", "de"]

_CHARS = 5_000
_WORD = re.compile(r"[a-zäöüß']+")
# Words of both languages, such as "in", "an" and "am", tell nothing.
_GERMAN = frozenset(
    _WORD.findall(
        "der die das und ich ist nicht wir sie es ein eine einen zu mit für auf dass den dem von"
        " im hallo liebe lieber danke bitte grüße gruß auch noch wie was kann haben habe hat"
        " sind bin du dir dich mir mich uns euch ihnen ihre ihr sehr geehrte"
    )
)
_ENGLISH = frozenset(
    _WORD.findall(
        "the and i is not we you it a to with for on that of at hi hello dear thanks thank"
        " please regards also still how what can have has are me us your my this be will would"
    )
)


def language_of(*texts: str) -> Language:
    """German if more of its small words occur than of English ones; otherwise English."""
    words = [word for text in texts for word in _WORD.findall(text[:_CHARS].lower())]
    german = sum(word in _GERMAN for word in words)
    return "de" if german > sum(word in _ENGLISH for word in words) else "en"
