"""Which words of a request are what somebody does or is, and so no values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from llmos.router.cues import BEFORE_SUBJECTS, CUT, LEADING, SEEMS, WROTE
from llmos.router.pieces import END, POSSESSIVE, Word
from llmos.router.words import FUNCTION_WORDS, words

_OBJECTS_AFTER = frozenset(("me", "you", "him", "it", "us", "them"))
SURE_OBJECTS = frozenset(
    ("me", "us", "mir", "mich", "uns", "dich", "dir", "sich", "euch", "moi", "toi")
)
"""To whom or what something is done, and never whose it is."""

_TAKE_VERBS = frozenset(
    words("have has had need needs want wants like love got ought able going supposed trying hope")
)
"""After these a verb follows "to"."""

_SUBJECT_AND_VERB = re.compile(
    r"(?:i|we|you|they|he|she)['\N{RIGHT SINGLE QUOTATION MARK}](?:ve|d|ll|m|re|s)", re.I
)
_BEING = frozenset(("am", "are", "was", "were", "bin", "sind", "suis", "sommes"))
_WAS = frozenset(("was", "were", "been"))
_ADVERBS = frozenset(("ever", "already", "also", "really", "still", "never", "just", "even", "now"))
_NOUNS = ("content", "name", "business")
_NO_NOUNS = BEFORE_SUBJECTS | FUNCTION_WORDS | CUT
_POINTERS = frozenset(("this", "it", "that", "them", "him", "her", "me", "us", "you"))
_SUBJECTS = frozenset(("i", "we", "you", "they", "he", "she", "je", "j", "nous", "ich", "wir"))


def mark_predicates(found: Sequence[Word]) -> None:
    """Mark verbs and what is said of somebody, in every language by where they stand."""
    _mark_infinitives(found)
    _mark_verbs(found)
    _mark_acts(found)
    _mark_remarks(found)


def _mark_infinitives(found: Sequence[Word]) -> None:
    """No verb behind "to" is a value: "no time to read", "sorry to bother you", "have to skip"."""
    for before, to, verb, after in zip(
        [END, *found], found, found[1:], [*found[2:], END], strict=False
    ):
        if to.plain != "to" or verb.kind not in ("content", "business") or not verb.text.islower():
            continue
        wishes = before.plain in _TAKE_VERBS | _POINTERS
        if wishes or verb.plain in LEADING or after.plain in _OBJECTS_AFTER:
            to.kind = verb.kind = "business"
            before.kind = "business" if wishes else before.kind


def _mark_verbs(found: Sequence[Word]) -> None:
    """What follows a name after "did" or "where" is what this person does: "where Ana lists"."""
    for place, word in enumerate(found):
        if word.kind != "name" or place == 0 or POSSESSIVE.search(word.text):
            continue
        first = place
        while found[first - 1].kind == "name":
            first -= 1
        if first == 0 or found[first - 1].plain not in BEFORE_SUBJECTS:
            continue
        after = place + 1
        while after < len(found) and found[after].plain in CUT - WROTE:
            after += 1
        if after < len(found) and _may_be_a_verb(found[after]):
            found[after].kind = "business"
            found[first].cue = "by"


def _may_be_a_verb(word: Word) -> bool:
    is_plain = word.text.islower() and word.plain not in FUNCTION_WORDS
    return is_plain and word.kind in ("content", "business")


def _mark_acts(found: Sequence[Word]) -> None:
    """No verb is a value that stands between its subject and its object, "am I seeing Ana", or
    behind who did something to what was named, "slides I made".
    """
    for place in range(1, len(found)):
        before, verb = found[place - 1 : place + 1]
        after = found[place + 1] if place + 1 < len(found) else END
        if verb.kind != "content" or not verb.text.islower():
            continue
        acts = after.kind in ("name", "article") or after.plain in _OBJECTS_AFTER
        earlier = found[place - 2] if place > 1 else END
        relative = earlier.kind in _NOUNS and earlier.plain not in _NO_NOUNS
        is_said = before.plain in _SUBJECTS and (acts or relative)
        is_whole = _SUBJECT_AND_VERB.fullmatch(before.text) or _is_being(earlier, before)
        acts_late = before.plain in _ADVERBS and earlier.kind == "content"
        if (
            (is_said or is_whole)
            or (before.plain in SEEMS and after.kind in ("cue", "sign", "end"))
            or (before.plain in _WAS and verb.plain.endswith(("ed", "ing")))
            or acts_late
            or (before.kind == "name" and after.plain in SURE_OBJECTS)
        ):
            verb.kind = "business"


def _is_being(subject: Word, verb: Word) -> bool:
    """Whether what follows says how somebody is: "I am happy"."""
    return subject.plain in _SUBJECTS and verb.plain in _BEING


def _mark_remarks(found: Sequence[Word]) -> None:
    """A single adverb behind a comma is no value: "what does Ana want, roughly?"."""
    for before, word, after in zip(found, found[1:], [*found[2:], END], strict=False):
        if before.text == "," and after.kind in ("sign", "end") and word.text.endswith("ly"):
            word.kind = "business"


def mark_german_verbs(found: Sequence[Word]) -> None:
    """Where nouns are written with capitals, other words that no noun follows are no values."""
    if not any(word.kind == "name" for word in found):
        return
    noun_follows = False
    for word in reversed(found):
        if word.kind != "content":
            noun_follows = word.kind == "name"
        elif not noun_follows and word.text.islower() and word.text.isalpha():
            word.kind = "business"
