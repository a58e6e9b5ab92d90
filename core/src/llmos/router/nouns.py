"""Which field a run of words belongs to by what is beside it: "the folder Tax", "after work"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmos.router.cues import ARTICLES
from llmos.router.roles import noun, role
from llmos.router.segments import Segment

if TYPE_CHECKING:
    from llmos.router.slots import Slots


def anchor(slots: Slots, segment: Segment) -> str | None:
    """The field for an event beside which something is: "after the review"."""
    beside = next((word for word in reversed(segment.before) if word not in ARTICLES), "")
    alone = not slots.has("place", "topic", "thing", "title")  # "on the lease" is a topic
    for name, said in _BESIDE.items():
        if name in slots.fields and (
            beside in said or (alone and segment.nominal and beside in _AT.get(name, ()))
        ):
            return None if name in slots.found else name
    return None


_BESIDE = {
    "after": frozenset(("after", "nach", "après", "following")),
    "before": frozenset(("before", "vor", "avant", "until", "bis", "jusqu'à", "jusqu'au")),
    "during": frozenset(("during", "während", "pendant")),
}
_AT = {"during": frozenset(("on", "an", "am", "à", "au"))}
"""What puts something into a time where nothing else can be meant."""


def label(slots: Slots, segment: Segment) -> str | None:
    """The field for the name of a folder or calendar, if its noun stands beside the run."""
    beside = {*segment.before[-1:], *segment.after[:1]}
    said = next(iter(segment.before[-1:]), "")
    if (name := _FIELDS.get(said, said)) in slots.fields and name not in slots.found:
        return name  # "with the subject Offsite"
    for name, schema in slots.fields.items():
        if name in slots.found or role(name, schema) not in ("label", "target"):
            continue
        if beside & _SAYING.get(noun(schema), frozenset()):
            return name
        in_it = segment.cue in ("in", "into") and noun(schema) in ("folder", "calendar", "list")
        if in_it and segment.is_name and not slots.of("place"):
            return name
    return None


_FIELDS = {"betreff": "subject", "objet": "subject", "copy": "cc", "kopie": "cc", "copie": "cc"}
"""Fields by the words that stand before their values in other languages, or in long."""

_SAYING = {
    "folder": frozenset(("folder", "ordner", "dossier", "mailbox", "postfach")),
    "calendar": frozenset(("calendar", "kalender", "calendrier", "agenda")),
    "heading": frozenset(
        (
            *("heading", "section", "below", "under", "beneath", "cell"),
            *("überschrift", "abschnitt", "unter", "unterhalb", "zelle", "titre", "sous"),
        )
    ),
    "sheet": frozenset(("sheet", "blatt", "feuille", "tab")),
    "list": frozenset(("list", "liste")),
}
