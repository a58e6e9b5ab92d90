"""What each word of a request does in it: it introduces a value, asks for something, or says what.

Words count as known also with one letter wrong, because people type fast.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Protocol

from llmos.router.cues import (
    ALSO_NOUNS,
    ARTICLES,
    BEFORE_LABELS,
    BEFORE_SUBJECTS,
    CUES,
    CUT,
    DURING,
    ENDING_VERBS,
    FILED,
    FILES,
    FOLDERS,
    GERMAN,
    GERMAN_CUES,
    LEADING_VERBS,
    MATTERS,
    MESSAGES,
    ORDERING,
    RECORDS,
    SEEMS,
    TO_PERSONS,
    WILLING,
    WROTE,
)
from llmos.router.idioms import fixed
from llmos.router.pieces import END, POSSESSIVE, Word, pieces
from llmos.router.predicates import SURE_OBJECTS, mark_german_verbs, mark_predicates
from llmos.router.resolving import Span
from llmos.router.sayings import quotations
from llmos.router.words import ASKING_WORDS, FUNCTION_WORDS, words

OF_A_DAY = re.compile(r"(?:yesterday|today)\Ws", re.I)
"""In "yesterday's presentation" the day may be part of a name."""

_OBJECTS = frozenset(("me", "us", "mir", "mich", "uns", "moi", "nous", "le", "la", "les"))
_EVERYTHING = frozenset(("all", "every", "each", "both", "alle", "jede", "jeden", "tous", "toutes"))
_AFTER_VERBS = frozenset(("please", "bitte", "up", "out", "down", "over", "back", "off"))
AFTER_NOUNS = frozenset(("la", "der", "des", "this", "that", "diese", "l"))
"""Articles that may follow a noun: "Zusammenfassung der Mails"."""


class Words(Protocol):
    """Words that say nothing about the values of a request."""

    nouns_only: bool
    """Whether no verb belongs to a value either."""

    def holds(self, word: str) -> bool:
        """Whether a word, without case, is one of them."""
        ...

    def knows(self, word: str) -> bool:
        """Whether a word says what is understood of the request already."""
        ...


_INVERTED = re.compile(
    r"(?!rendez-)[a-zéèêà]+-(?:t-)?(?:il|elle|on|ils|elles|je|tu|nous|vous|le|la|les|moi|toi|lui|leur|y|en)"
)
"""A French verb and who does it, or to whom: "s'agit-il"."""

_DOING = frozenset(("did", "does", "do", "has", "have", "had", "will", "can", "could", "would"))
_SPEAKER = ("i", "ich", "moi")
_SAYS_NOTHING_OF_NOUNS = FUNCTION_WORDS | CUT | ORDERING | RECORDS | FILES | ASKING_WORDS | WROTE
"""Words before a noun that are no part of what it is called."""


def is_german(text: str) -> bool:
    """Whether a text is German, whose nouns all have capitals."""
    return not GERMAN.isdisjoint(words(text))


def marked(text: str, spans: Sequence[Span], business: Words) -> list[Word]:
    """The words and signs of a request in their order, each with what it does."""
    found = pieces(text)
    cues = CUES | GERMAN_CUES if is_german(text) else CUES
    begins = True  # nothing has been said yet in this clause
    quoted = quotations(text)
    idioms = list(fixed(text))
    for place, word in enumerate(found):
        if any(begin <= word.begin < end for begin, end in quoted):
            continue
        if any(begin <= word.begin < end for begin, end in idioms):
            word.kind = "business"
            continue
        word.kind = _kind(word, spans, cues)
        if word.kind in ("sign", "cue"):
            begins = word.cue in ("", "and")
        elif word.kind == "article":
            begins = False  # a noun follows
        elif word.kind == "content":
            word.kind = _of_content(word, place, found, business, begins=begins)
            begins = begins and word.kind == "business"
    _mark_compounds(found, business)
    if is_german(text):
        _mark_genitives(found)
    _mark_lists(found)
    _mark_matters(found)
    _mark_occasions(found)
    _mark_particles(found)
    mark_predicates(found)
    if business.nouns_only and is_german(text):
        mark_german_verbs(found)
    return found


def _kind(word: Word, spans: Sequence[Span], cues: Mapping[str, str]) -> str:
    if "@" in word.text:
        return "content"
    inside = any(span.begin < word.end and word.begin < span.end for span in spans)
    if inside and not OF_A_DAY.fullmatch(word.text):
        return "time"
    if not re.search(r"\w", word.text):
        return "sign"
    word.cue = cues.get(word.plain, "")
    if word.cue:
        return "cue"
    return "article" if word.plain in ARTICLES else "content"


def _of_content(
    word: Word, place: int, found: Sequence[Word], business: Words, *, begins: bool
) -> str:
    labels = place + 1 < len(found) and _is_label(found[place + 1], place + 1, found)
    if labels and word.plain in BEFORE_LABELS:
        return "business"  # "mit dem Betreff Ausflug"
    if _is_named(word, place, found, business) or _is_label(word, place, found):
        return "name"
    if labels:
        return "business"
    if _INVERTED.fullmatch(word.text):
        return "business"
    if word.plain in ALSO_NOUNS and not begins and _is_beside_a_noun(found, place):
        return "content"
    is_noun = place > 0 and found[place - 1].kind == "article"
    leads = begins and not is_noun and (_leads(word.plain) or _is_verb(found, place))
    ends = word.plain in ENDING_VERBS and _ends(found[place + 1 :])
    return "business" if leads or ends or business.holds(word.plain) else "content"


def _leads(plain: str) -> bool:
    """Whether requests begin with this verb; German puts an "e" behind some of them."""
    begins = (plain[:5], plain.removesuffix("e")[:5])
    return plain in TO_PERSONS or not LEADING_VERBS.isdisjoint(begins)


def _is_named(word: Word, place: int, found: Sequence[Word], business: Words) -> bool:
    """Whether it is written like a name: with a capital that neither a sentence nor a tool has,
    or does what people do: "Ana wants to come".
    """
    plain = word.plain
    if "@" in plain:
        return True
    if place == 0 and word.text[:1].isupper() and len(found) > 1:
        is_somebody = POSSESSIVE.search(word.text) or found[1].plain in WILLING | WROTE
        return bool(is_somebody) and not business.holds(plain)
    return place > 0 and len(plain) > 1 and word.text[:1].isupper() and not business.holds(plain)


def _is_label(word: Word, place: int, found: Sequence[Word]) -> bool:
    """Whether it is called so, whatever else it means: "the folder Pictures"."""
    if not word.text[:1].isupper() or place == 0:
        return False
    is_before = place + 1 < len(found) and found[place + 1].plain in FOLDERS
    if word.plain in FILED and found[place - 1].cue in ("in", "into", "to"):
        return True
    return found[place - 1].plain in BEFORE_LABELS or (
        is_before and word.plain not in ARTICLES | FUNCTION_WORDS
    )


def _is_verb(found: Sequence[Word], place: int) -> bool:
    """Whether the first word of a clause asks for something: no noun stands before an article."""
    word, *after = found[place : place + 2]
    return bool(after) and (
        after[0].plain in ARTICLES - AFTER_NOUNS | _EVERYTHING
        or after[0].plain in _AFTER_VERBS
        or (place == 0 and after[0].plain in ("la", "l"))
        or after[0].plain in SURE_OBJECTS
        or word.plain.rpartition("-")[2] in _OBJECTS
    )


def _is_beside_a_noun(found: Sequence[Word], place: int) -> bool:
    """Whether a word goes on a run of content, or stands between an article and its noun."""
    before, after = found[place - 1], found[place + 1 : place + 2]
    inside = before.kind == "article" and bool(after) and after[0].text.isalpha()
    if after and CUES.get(after[0].plain) == "with":
        inside = False  # "the call with Ines" has no name of its own
    return inside or before.kind in ("content", "name")


def _ends(after: Sequence[Word]) -> bool:
    """Whether nothing but times and signs follows."""
    return all(word.kind == "sign" or not re.search(r"\w", word.text) for word in after)


def _mark_genitives(found: Sequence[Word]) -> None:
    """Whose message it is: "Karins Mail"."""
    for word, after in pairwise(found):
        if word.kind == "name" and word.plain.endswith("s") and after.plain in MESSAGES:
            word.cue = "from"


def _mark_lists(found: Sequence[Word]) -> None:
    """Names in a row: "Ana, Omar and Lee", of which the first may begin the request."""
    for place in range(len(found) - 2):
        before, joint, after = found[place : place + 3]
        begins = place == 0 and before.kind == "content" and before.text.istitle()
        if after.plain in _SPEAKER and joint.cue == "and" and (before.kind == "name" or begins):
            before.kind, before.cue = "name", "with"  # "Ana and I"
        if after.kind != "name" or not (before.kind == "name" or begins):
            continue
        if joint.text == "," or joint.cue == "and":
            before.kind, joint.kind, joint.cue = "name", "cue", "and"


def _mark_matters(found: Sequence[Word]) -> None:
    """Prepositions of several words: "au sujet de", "with regard to"."""
    for before, word, after in zip(found, found[1:], found[2:], strict=False):
        if word.plain in MATTERS and before.kind == "cue" and after.kind == "cue":
            word.kind, word.cue = "cue", "about"


def _mark_occasions(found: Sequence[Word]) -> None:
    """What follows "during" is an occasion, also where the tool's own words name such things."""
    for before, article, word in zip(found, found[1:], found[2:], strict=False):
        noun = word if article.kind == "article" else article
        if before.plain in DURING and noun.kind == "business":
            noun.kind = "content"


def _mark_particles(found: Sequence[Word]) -> None:
    """A preposition that nothing follows belongs to a verb: "did Ana send over in May"."""
    for word, after in zip(found, [*found[1:], END], strict=True):
        if word.kind == "cue" and word.cue != "and" and after.kind in ("sign", "end"):
            word.kind = (
                "business" if after.text != ":" and not after.text.startswith('"') else "cue"
            )


def _mark_compounds(found: Sequence[Word], business: Words) -> None:
    """A tool's own word is part of a name between an article and a noun, "the planning day", and
    behind that noun, "the annual report", where it cannot be a verb.
    """
    verbs_follow, did = False, False
    for before, word, after in zip(found, found[1:], found[2:], strict=False):
        if before.kind != "article":
            verbs_follow = verbs_follow or before.plain in BEFORE_SUBJECTS
            did = before.plain in _DOING
            continue
        if did or {word.kind, after.kind} != {"business", "content"}:
            continue
        own = word if word.kind == "business" else after
        general = _SAYS_NOTHING_OF_NOUNS.issuperset(words(own.text)) or business.knows(own.plain)
        is_verb = own is after and (verbs_follow or own.plain in SEEMS)
        if own.text.islower() and not general and not is_verb:
            own.kind = "content"
