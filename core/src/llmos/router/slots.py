"""Which field a run of words belongs to, by what introduces it and by who does what in the request.

"from Omar" is an author where the tool has one, else a person; "about the lease" a topic; the run
that nothing introduces is what the call is about. Rules decide where the words are plain. What
they leave open ("emails priya": by her, or about her?) is for the model, and `open` holds it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from llmos.router.cues import (
    ALSO_NOUNS,
    ARTICLES,
    CUT,
    FILES,
    KINDS,
    MESSAGES,
    PLACES,
    RECORDS,
    TOLD,
    WROTE,
)
from llmos.router.nouns import anchor, label
from llmos.router.offer import Schema
from llmos.router.persons import (
    ANYBODY,
    OF_SOMEBODY,
    is_by_or_to,
    is_told,
    is_told_later,
    may_be_somebody,
)
from llmos.router.roles import PERSONS, Role, role
from llmos.router.segments import Segment
from llmos.router.words import ASKING_WORDS, FUNCTION_WORDS, words

_BY_CUE: dict[str, tuple[Role, ...]] = {
    "from": ("author", "person", "topic"),
    "by": ("author", "person"),
    "to": ("recipient", "target", "name", "person", "title", "thing", "topic"),
    "for": ("recipient", "person", "topic", "title", "thing"),
    "with": ("person",),
    "about": ("topic", "title", "thing", "target"),
    "of": ("author", "person", "thing", "topic"),
    "de": ("author", "person", "thing", "topic"),
    "in": ("target", "place", "thing", "topic"),
    "out": ("place", "thing", "topic"),
    "into": ("target", "thing", "topic"),
    "at": ("place", "person", "thing", "topic"),
    "called": ("name", "title", "thing", "topic"),
    "as": ("name",),
}
"""What a run may be that such a word introduces, likeliest first."""

_MAIN: tuple[Role, ...] = ("title", "thing", "task", "topic")
_TITLES = frozenset(("of", "de", "for", "and", "with"))
_SAYS_NOTHING = RECORDS | ASKING_WORDS
_DONE = frozenset(("done", "finished", "complete", "erledigt", "fertig", "fait", "terminé"))
"""What something is marked as, and never which."""

_WINDOW = 4  # words between a name and its verb
_TERSE = 3  # words of a request that has no grammar


@dataclass
class Slots:
    """The text fields of one tool and what the request gives each of them.

    `reads` says that the tool changes nothing, `told` that the words to be written are found;
    `open` holds the runs for which no field is sure, `anything` all runs of the request.
    """

    fields: dict[str, Schema]
    required: Collection[str] = ()
    reads: bool = True
    told: bool = False
    found: dict[str, Any] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    anything: list[str] = field(default_factory=list)

    def of(self, *roles: Role) -> str | None:
        """The first field of such a role that is still empty, in the order of the roles."""
        for wanted in roles:
            for name, schema in self.fields.items():
                if name not in self.found and role(name, schema) == wanted:
                    return name
        return None

    def has(self, *roles: Role) -> bool:
        """Whether any field has such a role, empty or not."""
        return any(role(name, schema) in roles for name, schema in self.fields.items())

    def put(self, name: str, text: str) -> None:
        """Fill a field; of "Ana's question" only Ana is somebody."""
        if role(name, self.fields[name]) in PERSONS:
            text = OF_SOMEBODY.sub("", text)
        is_list = self.fields[name].get("type") == "array"
        self.found[name] = [text] if is_list else text


def assign(text: str, segments: Sequence[Segment], slots: Slots) -> None:
    """Fill what the segments of this request say beyond doubt."""
    last: tuple[str, Segment] | None = None  # the field filled last, and with what it begins
    passed: list[Segment] = []
    segments = [one for one in segments if not _is_where_all_lies(slots, one)]
    for segment in segments:
        if last is not None and _goes_on(slots, last[0], segment):
            _join(text, slots, last, segment)
            continue
        name = _field(slots, segment, segments)
        if name is not None:
            slots.put(name, segment.text)
        else:
            passed.append(segment)
        last = (name, segment) if name is not None else None
    passed.sort(key=_says_little)
    main = slots.of(*_MAIN)
    if main not in slots.required:
        main = slots.of("message")
        passed = [one for one in passed if not _SAYS_NOTHING.issuperset(words(one.text))]
    if passed and main is not None and main in slots.required:
        slots.put(main, passed.pop(0).text)
    if not slots.told or slots.has(*PERSONS):
        left = [one for one in passed if not RECORDS.issuperset(words(one.text))]
        slots.open += [one.text for one in left if not one.cue and one.nominal]


def _says_little(segment: Segment) -> tuple[bool, bool]:
    """What sorts a run behind others: it is a verb, or says only what kind of thing is meant."""
    return not segment.nominal, RECORDS.union(FILES, _DONE).issuperset(words(segment.text))


def _field(slots: Slots, segment: Segment, segments: Sequence[Segment]) -> str | None:
    if segment.is_name and _CLOCKS.intersection(segment.after[:1]) and slots.has("zone"):
        return slots.of("zone")
    if name := anchor(slots, segment) or label(slots, segment):
        return name
    if _WORD.intersection(segment.before[-1:]) and (name := slots.of("topic", "message")):
        return name
    if _is_an_address(slots, segment):
        return slots.of("place")
    if (is_told(segment) or is_told_later(slots, segment)) and (
        name := slots.of("recipient", "person")
    ):
        return name
    name = slots.of(*_roles(slots, segment))
    if name is not None and (name in slots.required or not _is_kind(segment)):
        return name
    if somebody := _somebody(slots, segment, segments):
        return somebody
    main = slots.of(*_MAIN)
    if segment.cue not in ("", "and"):
        return None
    if not segment.nominal or _is_only_a_record(slots, segment, segments):
        return None
    if main not in slots.required and (slots.told or slots.of("message") in slots.required):
        return None
    is_sure = main in slots.required and not slots.has("question")
    return main if is_sure or not _is_open(slots, segment, segments) else None


_WORD = frozenset(words("word words wort wörter wörtern begriff stichwort mot mots term phrase"))
"""What stands before words that are wanted as they are: "with the word admission"."""


def _is_an_address(slots: Slots, segment: Segment) -> bool:
    """Whether it is a name and a number behind the title of something new: "Hill Road 4"."""
    is_behind = slots.has("title") and slots.of("title") is None and not segment.cue
    return is_behind and re.fullmatch(r"[^\W\d_]\S+ (?:.* )?\d+\w?", segment.text) is not None


_CLOCKS = frozenset(("time", "zeit", "ortszeit"))
"""What follows the name of a place whose clocks are meant: "Tokyo time"."""


def _is_where_all_lies(slots: Slots, segment: Segment) -> bool:
    """Whether it says where the tools keep everything, "in my calendar", or names anybody."""
    if segment.text.casefold() in ANYBODY:
        return True
    if slots.has("target") and segment.is_name and not slots.reads:
        return False  # "save it in Documents"
    inside = segment.cue in ("in", "at", "from", "about")
    beside = segment.cue == "to" and not slots.has("target")
    return (inside or beside) and PLACES.issuperset(words(segment.text))


def _is_kind(segment: Segment) -> bool:
    """Whether it names a kind of record and nothing else."""
    return RECORDS.union(FILES).issuperset(words(segment.text))


def _is_only_a_record(slots: Slots, segment: Segment, segments: Sequence[Segment]) -> bool:
    """Whether it says what kind of thing is meant and not which: "a meeting", "the file"."""
    if not _is_kind(segment):
        return False
    after = next((one for one in segments if one.begin > segment.begin), None)
    if after is None or not after.joined:
        return True
    is_needed = after.cue == "about" and slots.of("thing") in slots.required
    return not (is_needed or (slots.has("title") and after.cue))


def _roles(slots: Slots, segment: Segment) -> tuple[Role, ...]:
    """What the word that introduces a segment lets it be."""
    roles = _BY_CUE.get(segment.cue, ())
    main = slots.of("thing", "title")
    if segment.cue == "for" and slots.reads:
        roles = ("topic", "thing", "person")
    if segment.cue == "for" and is_by_or_to(segment):
        roles = ("author", "recipient", "person")
    if segment.cue == "with":
        somebody: tuple[Role, ...] = ("person",)
        if segment.is_name:
            somebody = ("person", "recipient", "author")
        roles = (*somebody, "topic") if slots.has(*PERSONS) else ("thing", "topic")
    if segment.cue in ("from", "out") and slots.has("question"):
        roles = (*roles, "thing")
    is_file = not (FILES | WROTE).isdisjoint(segment.after[:1])
    if segment.cue == "of" and slots.has("question") and not is_file:
        roles = tuple(one for one in roles if one != "thing")  # "the number of wheels"
    if segment.cue == "about" and slots.has("question"):
        roles = ("topic",)
    if segment.cue == "to" and not slots.reads and slots.has("thing", "title"):
        if main is None and slots.has("title"):
            roles = tuple(one for one in roles if one != "person")  # "a trip to Lisbon"
        elif segment.determined and slots.has("recipient"):
            roles = ("thing", *roles)  # "an invitation to the review"
    beside = next((word for word in reversed(segment.before) if word not in ARTICLES), "")
    is_new = slots.has("title") and slots.of("title") is None
    if beside in ("à", "au", "aux") and (is_new or (slots.reads and not segment.is_name)):
        roles = ("place", *roles)
    if not may_be_somebody(slots, segment):
        roles = tuple(one for one in roles if one not in PERSONS)
    return roles


_HAVE = frozenset(("hat", "haben", "hatte", "hatten"))
"""After these German has its verb at the end: "hat die Bank wegen des Kredits geschrieben"."""


def _somebody(slots: Slots, segment: Segment, segments: Sequence[Segment]) -> str | None:
    """The field for a name that no preposition introduces, if no other name has one."""
    small = FUNCTION_WORDS | CUT - WROTE
    after = [word for word in segment.after if word.isalpha() and word not in small - ANYBODY]
    is_asked = segment.determined and _HAVE.intersection(segment.before)
    is_long = segment.is_name or (is_asked and WROTE.intersection(after[-1:]))
    wrote = WROTE.intersection(after[: _WINDOW if is_long else 1])
    told = TOLD.intersection(segment.before[-2:])
    writes = slots.has("author") or (slots.has("person") and wrote - MESSAGES)
    if not (segment.is_name or (wrote and writes)):
        return None
    if slots.has("title") and not segment.cue:
        return None  # of something new it is the title
    if told and (name := slots.of("recipient")):
        return name
    if not (wrote or told or segment.cue) and _is_another(slots, segment, segments):
        return None
    return slots.of("author", "person", "recipient")


def _is_another(slots: Slots, segment: Segment, segments: Sequence[Segment]) -> bool:
    """Whether a preposition says of another name that it is somebody: "questions to Ana"."""
    return any(
        one.is_name and one.cue and slots.of(*(r for r in _roles(slots, one) if r in PERSONS))
        for one in segments
        if one.begin > segment.begin
    )


def _is_open(slots: Slots, segment: Segment, segments: Sequence[Segment]) -> bool:
    """Whether it is not sure that an optional main field means this run."""
    others = [one for one in segments if one is not segment and not label(slots, one)]
    if slots.has("question") and any(FILES.intersection(one.after[:1]) for one in others):
        return not FILES.intersection(segment.after[:1])
    cues = ("in", "from", "out") if slots.has("question") else ("in", "about")
    if any(one.cue in cues for one in others if one.begin > segment.begin):
        return True
    said = len(segment.before) + 1 + len(segment.after)
    alone = said <= _TERSE and not segment.after and " " not in segment.text
    alone = alone and may_be_somebody(slots, segment)
    return alone and slots.has(*PERSONS) and slots.of("topic") is not None


def _goes_on(slots: Slots, name: str, segment: Segment) -> bool:
    """Whether a segment belongs to the value before it: "coffee | with Ines"."""
    kind = role(name, slots.fields[name])
    if slots.has("question") and FILES.intersection(segment.after[:1]):
        return False
    if segment.joined and segment.cue == "about" and kind == "thing":
        return _says_only_its_kind(slots.found[name])
    if segment.joined and kind == "title" and _AT_SOMEBODY.intersection(segment.before[-2:]):
        return _says_only_its_kind(slots.found[name])  # "Termin beim Zahnarzt"
    if not segment.joined or segment.cue in ("", "about", "as"):
        return False
    if kind in PERSONS:
        is_list = slots.fields[name].get("type") == "array"
        return segment.cue == "and" and (is_list or segment.is_name or segment.determined)
    if kind == "message" or segment.cue == "and":
        return True
    if kind == "anchor":
        return segment.cue in _TITLES  # "the lunch with Ana"
    if kind not in _MAIN:
        return False
    if not slots.reads and segment.is_name and segment.cue == "for" and slots.of("recipient"):
        return False
    if kind != "topic" and not slots.reads and segment.cue in _TITLES:
        return True
    return not slots.has(*(one for one in _roles(slots, segment) if one not in _MAIN))


_AT_SOMEBODY = frozenset(("chez", "beim", "bei"))


def _says_only_its_kind(value: Any) -> bool:
    """Whether what follows must say which is meant: "the notes about the portal"."""
    return _KINDS_OF_FILES.issuperset(words(str(value)))


_KINDS_OF_FILES = RECORDS.union(FILES, ALSO_NOUNS, *KINDS.values(), KINDS)


def _join(text: str, slots: Slots, last: tuple[str, Segment], segment: Segment) -> None:
    name, first = last
    value = slots.found[name]
    slots.found[name] = (
        [*value, segment.text]
        if isinstance(value, list)
        else text[first.begin : segment.end].rstrip(".")
    )
