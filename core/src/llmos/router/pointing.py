"""Which of the records shown before a request points at: "the second one", "it", "reply that …".

Only its place or its words in what was shown count; the words of a record never enter the request.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from llmos.calls import Call, ToolSpec
from llmos.router.words import FUNCTION_WORDS, stems, words

_PLACES: dict[str, int] = {
    word: place
    for place, line in enumerate(
        (
            "first erste ersten erster erstes premier première 1st",
            "second zweite zweiten zweiter zweites deuxième seconde 2nd",
            "third dritte dritten dritter drittes troisième 3rd",
            "fourth vierte vierten quatrième 4th",
            "fifth fünfte fünften cinquième 5th",
        )
    )
    for word in line.split()
}
_LAST = frozenset("last letzte letzten letzter letztes dernier dernière".split())
_BY_TIME = frozenset(
    "newest latest oldest neueste neuesten neuester älteste ältesten ältester".split()
)
_KINDS = frozenset("mail event file reminder draft".split())
_THINGS = (
    r"one|mail|email|message|event|meeting|appointment|file|document|reminder|result|entry"
    r"|nachricht|termin|datei|dokument|erinnerung|eintrag|eine|rendez-vous|fichier|rappel"
)
_ORDINAL = "|".join((*_PLACES, *_LAST, *_BY_TIME))
_NUMBERED = re.compile(
    rf"\b(?:(?:the|der|die|das|den|dem|le|la|l')\s*(?P<word>{_ORDINAL})(?:\s+(?:{_THINGS}))?"
    r"|(?:number|no\.|nummer|nr\.|numéro|#)\s*(?P<figure>\d{1,2}))\b",
    re.I,
)
_DESCRIBED = re.compile(
    rf"\b(?:the\s+(?:one|{_THINGS})|die|das|den|dem|celui|celle)\s+"
    r"(?P<lead>from|about|with|by|at|on|von|mit|über|um|am|de|avec|sur|à)\s+(?:the\s+|my\s+|den\s+|die\s+|das\s+|dem\s+|le\s+|la\s+)?"
    r"(?P<words>[\w.:'-]+(?:\s+[\w.:'-]+){0,3})",
    re.I,
)
_PRONOUN = re.compile(
    rf"\b(?:(?:this|that|diese[nrsm]?|ce|cette|cet)\s+(?:{_THINGS})"
    r"|it|this|that(?!\s+\w)|es|ihn|darauf|dazu|daran|ça|cela)(?=\s|$|[?!.,])"
    r"|(?<=[a-z])-(?:le|la|y)\b",
    re.I,
)
_ANSWERING = re.compile(
    r"^(?:please\s+|bitte\s+)?(?:reply|answer|respond|antworte|beantworte|réponds"
    r"|write\s+(?:back|him|her|them)|schreibe?\s+(?:zurück|ihm|ihr|ihnen))\b"
    r"(?!\s+(?:to|all|on|an|auf|à|au)\s)",
    re.I,
)
_READING = frozenset(
    """
    read open show me please what does say is in and then look at see full it one
    lies lesen zeig zeige öffne mir bitte mal was steht und dann
    lis ouvre montre moi s il te plaît et
    """.split()
)
_IS_ID = re.compile(
    r"^(?:the\s+)?(?:id of (?:the|a)\s+)?(?P<noun>\w+)(?:'s id\b|\s.*\bif known)", re.I
)


@dataclass(frozen=True)
class Mention:
    """A record as the user saw it: its id, the words that were shown of it, and when it was."""

    id: str
    words: str
    when: datetime | None = None


Found = tuple[Mention, int, int, bool]
"""A record, from where to where in the request it is pointed at, and whether no other fits."""


@dataclass(frozen=True)
class Pointed:
    """The record that is meant, the request without what points at it, and whether that only reads.

    `rest` has the place of what was taken out marked by `{}`.
    """

    mention: Mention
    rest: str
    reads: bool


def pointed_at(text: str, mentions: Sequence[Mention]) -> Pointed | None:
    """The record that a request points at; None if it points at none or it is unclear at which."""
    for way in (_by_place, _by_words, _by_pronoun):
        if found := way(text, mentions):
            mention, begin, end, is_only = found
            said = set(words(text[:begin])) | set(words(text[end:]))
            rest = f"{text[:begin]}{{}}{text[end:]}"
            reads = said <= _READING
            if reads or is_only:
                return Pointed(mention, rest, reads)
    if len(mentions) == 1 and _ANSWERING.match(text):
        return Pointed(mentions[0], text, reads=False)
    return None


def standing_alone(pointed: Pointed, tools: Sequence[ToolSpec], before: Call) -> str:
    """The request with a word for what the call before found in place of what pointed at it."""
    found = next((tool for tool in tools if tool.name == before.tool), None)
    kinds = found.yields if found else {}
    nouns = [noun for tool in tools if tool.plugin == before.plugin if (noun := _noun(tool))]
    fitting = [noun for noun in nouns if noun in kinds] or [
        kind for kind in kinds if kind in _KINDS
    ]
    return pointed.rest.replace("{}", f"the {(fitting or nouns or ['one'])[0]}")


def completed(call: Call, field: str, mention: Mention) -> Call:
    """The call with the id of this record, instead of what else would say which is meant."""
    others = {"person", "about", "day"} if field == "id" else {"day"}
    kept = {name: value for name, value in call.arguments.items() if name not in others}
    return Call(call.tool, kept | {field: mention.id})


def id_field(tool: ToolSpec) -> str:
    """The argument that takes a record's id."""
    for name, schema in tool.parameters.get("properties", {}).items():
        if name == "id" or _IS_ID.match(str(schema.get("description", ""))):
            return str(name)
    return ""


def refers_to_one(tool: ToolSpec, plugin: str) -> bool:
    """Whether this is the plugin's tool that reads one record, given its id."""
    required = list(tool.parameters.get("required", ()))
    return tool.plugin == plugin and tool.effect == "read" and required == ["id"]


def _by_place(text: str, mentions: Sequence[Mention]) -> Found | None:
    hits = list(_NUMBERED.finditer(text))
    if len(hits) != 1:
        return None
    hit = hits[0]
    word = (hit["word"] or "").casefold()
    if word in _BY_TIME:
        found = _by_time(mentions, oldest=word.startswith(("old", "ält")))
        return (found, *hit.span(), True) if found else None
    place = int(hit["figure"]) - 1 if hit["figure"] else _PLACES.get(word, len(mentions) - 1)
    return (mentions[place], *hit.span(), True) if 0 <= place < len(mentions) else None


def _by_time(mentions: Sequence[Mention], *, oldest: bool) -> Mention | None:
    """The newest record, or the oldest; None where not all of them say when they were."""
    dated = [(one.when, one) for one in mentions if one.when is not None]
    if not dated or len(dated) < len(mentions):
        return None
    return (min if oldest else max)(dated, key=lambda pair: pair[0])[1]


def _by_words(text: str, mentions: Sequence[Mention]) -> Found | None:
    """The first of those that fit; if it is not the only one, it can be read and nothing else."""
    hit = _DESCRIBED.search(text)
    if hit is None:
        return None
    said = list(re.finditer(r"\S+", hit["words"]))
    for last in reversed(said):
        end = hit.start("words") + last.end()
        wanted = {one for one in words(text[hit.start("words") : end]) if one not in FUNCTION_WORDS}
        if words(last.group())[-1:] and words(last.group())[-1] in FUNCTION_WORDS:
            continue  # "the one about the lease to the folder Archive"
        fits = [
            one for one in mentions if wanted and wanted <= set(words(one.words)) | stems(one.words)
        ]
        if fits:
            return fits[0], hit.start(), end, len(fits) == 1
    return None


def _by_pronoun(text: str, mentions: Sequence[Mention]) -> Found | None:
    hit = _PRONOUN.search(text)
    return (mentions[0], *hit.span(), True) if hit and len(mentions) == 1 else None


def _noun(tool: ToolSpec) -> str:
    field = id_field(tool)
    described = str(tool.parameters.get("properties", {}).get(field, {}).get("description", ""))
    hit = _IS_ID.match(described)
    return hit["noun"] if hit else ""
