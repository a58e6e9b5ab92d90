"""Whether a run of words is somebody, by how it is written and by what is done beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from llmos.router.cues import (
    ARTICLES,
    CUES,
    DRAFTED,
    MESSAGES,
    ORDERING,
    TO_PERSONS,
    TOLD,
    WHOLE,
    WROTE,
)
from llmos.router.roles import PERSONS, role
from llmos.router.segments import Segment
from llmos.router.words import words

if TYPE_CHECKING:
    from llmos.router.slots import Slots

_NAMED_ONLY = frozenset(("of", "de", "at"))
"""After these only what is written like a name is somebody."""

_SENT = "mail|message|question|request|letter|offer|invitation|proposal|complaint|answer|reply|note"
OF_SOMEBODY = re.compile(
    rf"['\N{{RIGHT SINGLE QUOTATION MARK}}]s? (?:\w+ )*(?:e-?)?(?:{_SENT})s?$", re.I
)
"""What somebody sent, and who is named before it: "Ana's question"."""

_SOMETHING = re.compile(rf"\b(?:{_SENT}|frage|anfrage|brief|demande|lettre)s?$", re.I)


def is_by_or_to(segment: Segment) -> bool:
    """Whether somebody writes, "waiting for Ana to answer", or was written to, "drafted for"."""
    writes = segment.after[:1] == ("to",) and WROTE.intersection(segment.after[1:2])
    said = [word for word in segment.before if word not in ARTICLES]
    return bool(writes) or (segment.is_name and bool(DRAFTED.intersection(said[-2:])))


def may_be_somebody(slots: Slots, segment: Segment) -> bool:
    """Whether nothing about it says that it is a thing."""
    before = [word for word in segment.before if word not in ARTICLES and word not in CUES]
    if segment.cue in ("of", "de") and MESSAGES.intersection(before[-1:]):
        return True
    if _SOMETHING.search(segment.text):
        return False
    if segment.owns:
        return True
    if segment.cue == "to" and not segment.is_name and MESSAGES.intersection(segment.after[:1]):
        return False  # "reply to the picnic mail"
    if is_by_or_to(segment):
        return True
    if segment.cue in _NAMED_ONLY or (segment.cue == "for" and not slots.has("recipient")):
        return segment.is_name
    return segment.is_name or segment.determined or not segment.text.endswith("s")


_DATIVE = frozenset(
    words(
        "der dem den meiner meinem meinen unserer unserem unseren ihrer ihrem seiner seinem"
        " einer einem"
    )
)
"""German articles that stand before whom something is given to: "schreib der Nachbarin"."""


def is_told(segment: Segment) -> bool:
    """Whether it follows a verb that takes a person: "invite grandma"."""
    plain = [one for one in segment.before if one not in ORDERING | WHOLE]
    verb = next(iter(plain[-1:]), "")
    is_dative = verb in _DATIVE
    if verb in ARTICLES:
        plain.pop()
        verb = next(iter(plain[-1:]), "")
    takes = verb in TO_PERSONS or (is_dative and verb in TOLD)
    return not segment.cue and takes and not ARTICLES.intersection(plain[-2:-1])


ANYBODY = frozenset(words("somebody someone anybody anyone nobody people jemand niemand quelqu"))


def is_told_later(slots: Slots, segment: Segment) -> bool:
    """Whether it is the first of whom "invite her" or "tell him" speaks at the end."""
    first = not (segment.cue or any(role(n, slots.fields[n]) in PERSONS for n in slots.found))
    after = " ".join(segment.after)
    is_somebody = segment.determined or segment.is_name
    return first and is_somebody and _TELL_THEM.search(after) is not None


_TELL_THEM = re.compile(
    r"\b(?:invite|tell|answer|write|sag|antworte|schreib|schreibe|dis|réponds) "
    r"(?:her|him|them|ihm|ihr|ihnen|lui|leur)(?: please| too)?$"
)
