"""Facts that the user asked to remember: "remember that my sister is called Lena".

A fact that says who or what something of the user's is ("my sister" is "Lena") is put into later
requests in its place. All others are kept as they were said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

_TOLD = re.compile(
    r"^(?:please\s+|bitte\s+)?(?:remember|note|keep in mind|don't forget|never forget"
    r"|merk(?:e)? dir|merke|denk(?:e)? daran|vergiss nicht"
    r"|retiens|souviens[- ]toi|rappelle[- ]toi|n'oublie pas)"
    r"\s*(?:bitte\s*)?(?:[,:]\s*|\s)(?:that\s+|dass\s+|que\s+|qu')(?P<fact>.+?)[.!]*$"
    r"|^(?:remember|note|merke?|retiens)\s*:\s*(?P<noted>.+?)[.!]*$",
    re.I,
)
_OWN = r"(?:my|mein(?:e[nmrs]?)?|mon|ma|mes)"
_CALLED = r"(?:is called|is named|are called|heißt|heissen|heißen|s'appelle|s'appellent)"
_NAMED = re.compile(rf"^(?P<what>{_OWN}\s+.+?)\s+{_CALLED}\s+(?P<value>.+)$", re.I)
_IS = re.compile(rf"^(?P<what>{_OWN}\s+.+?)\s+(?:is|are|ist|sind|est|sont)\s+(?P<value>.+)$", re.I)
_GERMAN = re.compile(rf"^(?P<what>{_OWN}\s+\w+)\s+(?P<value>.+?)\s+(?:heißt|heisst|ist)$", re.I)
_CAPITAL = r"[A-ZÀ-ÞŠŽ][\w'.-]*"
_NAME = re.compile(rf"{_CAPITAL}(?:\s+(?:(?:van|von|de|da|zu|der)\s+)*{_CAPITAL})*")
_ADDRESS = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+")
_ASKED = re.compile(
    r"^(?:who|what|wer|wie|was|qui|comment|quel(?:le)?)\b.*?\b(?P<what>"
    rf"{_OWN}\s+[^?]+?)(?:\s+(?:called|named|heißt|s'appelle(?:-t-(?:elle|il))?))?\s*\?*$",
    re.I,
)
_TYPED = str.maketrans("’", "'")  # noqa: RUF001 an apostrophe as some keyboards type it


class Fact(msgspec.Struct, frozen=True):
    """What the user said, as it was said. `what` ("my sister") is `value` ("Lena"), if known."""

    said: str
    what: str = ""
    value: str = ""
    id: int = 0


def told(text: str) -> Fact | None:
    """The fact that a request asks to remember; None if it asks for something else."""
    asked = _TOLD.match(text.strip().translate(_TYPED))
    if asked is None:
        return None
    said = (asked["fact"] or asked["noted"]).strip()
    for pattern in (_NAMED, _GERMAN, _IS):
        hit = pattern.match(said)
        if hit and _is_name(hit["value"].strip()):
            return Fact(said, _plain(hit["what"]), hit["value"].strip())
    return Fact(said)


def resolved(text: str, facts: Iterable[Fact]) -> tuple[str, list[Fact]]:
    """The request with what it calls by the user's own words put in, and the facts used for it."""
    used, text = [], text.translate(_TYPED)
    for fact in sorted(facts, key=lambda one: -len(one.what)):
        if not fact.what:
            continue
        put_in = _spoken(fact.what).sub(fact.value, text)
        if put_in != text:
            used.append(fact)
            text = put_in
    return text, used


def said_of(text: str, facts: Iterable[Fact]) -> list[Fact]:
    """The facts that a question like "who is my sister?" is answered by."""
    asked = _ASKED.match(text.strip().translate(_TYPED))
    if asked is None:
        return []
    return [fact for fact in facts if fact.what and _spoken(fact.what).fullmatch(asked["what"])]


def _is_name(value: str) -> bool:
    """A name or an address, which can stand in a request; "in the garage" could not."""
    return bool(_NAME.fullmatch(value) or _ADDRESS.fullmatch(value))


def _plain(what: str) -> str:
    """Without the ending that German gives to "mein"."""
    return re.sub(r"^mein\w*", "mein", " ".join(what.split()), flags=re.I)


def _spoken(what: str) -> re.Pattern[str]:
    """What names the same in a request: "meiner Schwester" for "meine Schwester"."""
    own, _, thing = what.partition(" ")
    own = r"mein\w{0,2}" if own.casefold() == "mein" else re.escape(own)
    return re.compile(rf"\b{own}\s+{re.escape(thing)}(?:n|s|es)?\b(?!'\w(?<!'s))", re.I)
