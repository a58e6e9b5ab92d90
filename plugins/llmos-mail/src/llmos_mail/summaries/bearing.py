"""Whether a sentence in a model's words says what a sentence of a mail says, and nothing else.

Who says it, whether it is asked, still to come, over, denied or in doubt, and each word that
carries meaning, must be the same. Numbers, names and days are among these words.
"""

from __future__ import annotations

import re

from llmos_mail.facts import facts, invented
from llmos_mail.followups.promises import promises
from llmos_mail.followups.questions import asks
from llmos_mail.phrasebook import pattern, plain
from llmos_mail.reading.addresses import Address
from llmos_mail.summaries.extract import Point

_WORD = re.compile(r"[^\W_]+(?:[.,:][^\W_]+)*")
_ALIKE = 4
"""Letters that two forms of a word have in common at least."""

_ENDINGS = 3
"""By how many letters at the end two forms of a word may differ."""

_FEWEST = 2
"""Words with a meaning that a sentence has besides names; with fewer it says nothing."""


_OPENING = 4
"""Words among which a question says what it asks for; later such words only join clauses."""

_POLITE = re.compile(r"(?<=[\w,] )(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)\b")
"""The reader in German, where it does not begin a sentence."""


def bears_out(point: Point, sentence: str) -> bool:
    """Whether the point says what the sentence says of its writer."""
    return (
        _is_of(point, sentence)
        and not (_says(sentence, "reader") or _POLITE.search(sentence))
        and _is_meant_alike(point.sentence, sentence)
        and _adds_nothing(point, sentence)
    )


def _is_of(point: Point, sentence: str) -> bool:
    """Whether the sentence begins with who wrote the point, and speaks of nobody unnamed else."""
    first, *rest = _words(sentence) or [""]
    if first not in _words(_name(point.message.sender)):
        return False
    # "she" is who wrote it, or else who was named just before: one of those that it went to.
    named = any(word in _words(_name(one)) for one in point.message.to for word in rest)
    return not _says(sentence, "others") or _says(point.sentence, "speaker") or named


def _is_meant_alike(said: str, sentence: str) -> bool:
    """Whether both ask or tell, and both of the same time, with or without a "not"."""
    asked = asks(said)
    if asked != "request" and _says(sentence, "asking") != bool(asked):
        return False
    if _says(sentence, "wondering") and _says(" ".join(_words(said)[:_OPENING]), "which"):
        return False
    if _says(sentence, "coming") and not (_says(said, "coming") or promises(said)):
        return False
    if _says(sentence, "past") and not _says(said, "past"):
        return False
    return all(_says(sentence, one) == _says(said, one) for one in ("denying", "doubting"))


def _adds_nothing(point: Point, sentence: str) -> bool:
    """Whether the sentence has no word and no fact that the mail does not have there."""
    message = point.message
    people = [_name(one) for one in (message.sender, *message.to)]
    source = " ".join([point.sentence, message.subject, *people])
    telling = [word for word in _words(sentence) if not _says(word, "frame")]
    names = set(_words(" ".join(people)))
    return (
        len([word for word in telling if word not in names]) >= _FEWEST
        and all(_is_known(word, _words(source)) for word in telling)
        and not invented(facts(source, people), sentence, source)
    )


def _is_known(word: str, known: list[str]) -> bool:
    return any(word == one or _are_forms(word, one) for one in known)


def _are_forms(one: str, other: str) -> bool:
    """Whether two words differ in their endings only; numbers have none."""
    if not (one.isalpha() and other.isalpha()):
        return False
    pairs = zip(one, other, strict=False)
    shared = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
    return shared >= _ALIKE and max(len(one), len(other)) - shared <= _ENDINGS


def _name(person: Address) -> str:
    return person.name or person.address


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _says(text: str, concept: str) -> bool:
    return pattern(__package__, "languages", concept).search(plain(text)) is not None
