"""The words of a request that say where a table goes; they may also name columns of the table."""

from __future__ import annotations

import re

_ARTICLE = r"\s+(?:(?:the|my|der|die|das|den|dem|meinen?|le|la)\s+)?"
_NOUN = r"(?:(?:heading|section|cell|überschrift|abschnitt|zelle)\s+)?"
_BELOW = rf"\b(?:below|under|beneath|at|unter|unterhalb|sous){_ARTICLE}{_NOUN}"
_INTRODUCING = rf"(?:{_BELOW}|\b(?:into|to|ins?|zu|nach|dans){_ARTICLE})"
"""Words before the place that something goes to."""

_INSERTING = re.compile(
    r"^\W*(?:(?:please|bitte)\s+)?"
    r"(?:insert|put|copy|paste|add|füge?|setze?|trage?|kopiere?|insère|ajoute|mets|copie)\b"
    r"|\s(?:ein|hinzu)\W*$",
    re.I,
)


def said_place(request: str, into: str) -> str | None:
    """What a request names right behind the document: "into report.md below To do"."""
    request = _INSERTING.sub("", request)
    said = re.search(rf"{re.escape(into.strip())}\W+{_BELOW}(\S.*)$", request, re.I)
    return said[1].strip(" .!") if said else None


def without_place(request: str, into: str, at: str | None) -> str:
    """What a request asks of a table, without what it wants to have done with the answer."""
    request = _INSERTING.sub("", request)
    for place in filter(None, (into, at)):
        request = re.sub(_INTRODUCING + re.escape(place.strip()), " ", request, flags=re.I)
    return " ".join(request.split()).rstrip(" .")
