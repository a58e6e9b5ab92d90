"""What a request offers for a parameter that is no run of words: ids, numbers, choices, files.

ids       its words with figures in them, where a parameter asks for an id
numbers   those that stand in it, in figures or as words, and are not part of a time
choices   the parameter's own, or the one that the request names
yes, no   yes where the request has a word of the parameter's, no where it denies it
files     names of files, each with the word before it
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from llmos.router.cues import KINDS, RECORDS
from llmos.router.offer import Schema
from llmos.router.resolving import Span
from llmos.router.words import CALENDAR_STEMS, NUMBERS, stems, words

_DENIED = re.compile(
    r"\b(?:no|not|without|un|non|kein|keine|keinen|nicht|ohne|sans|pas)\s+(?:an?\s+)?(\w+)"
)
_IDENTIFIER = re.compile(r"\b(?=\w*\d)[\w-]{2,}\b")
_WHOLE_IDENTIFIER = re.compile(r"\b(?=[a-z]*\d)(?=\d*[a-z])[0-9a-z]{8,}\b")
_GIVEN = re.compile(r"(\w[\w ]*): ([^;.]+)")
_FILE = re.compile(
    r"(?:(\w+)\s+(?:(?:the|der|die|das|le|la|a|my)\s+)?)?"
    r"(?<![\w@])([\w~/-]+(?:\.[\w/-]+)*\.[a-z][a-z0-9]{1,4})\b(?!\.?\w|@)",
    re.I,
)
_LISTED = re.compile(
    r"\b(?:first|top|last|latest|newest|only|most|show|list|letzten|ersten|neuesten|derniers"
    r"|premiers|zeige?|montre)\W+(?:me |mir |moi |the |die |les )*\w+"
)
_ANY_WEEKDAY = re.compile(
    r"\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch"
    r"|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(s?)\b"
)
"""In a description "every Monday" stands for every weekday."""

_ELSEWHERE = re.compile(r"\b(?:into|onto|ins|go to|belongs? in)\b", re.I)
_FOLDER = re.compile(
    r"\b(?:folder|ordner|dossier)\s+\w+|\b(?-i:[A-Z])\w*\s+(?:folder|ordner)\b", re.I
)
_NAMED = re.compile(r"([^,.;()]+)(?:\(([^)]*)\))?")
_JOINED = re.compile(r"\b(?:or|and)\b")
_SHORTEST_STEM = 3
_SHORTEST_PART = 4  # letters of a part of a compound
_ANY_FILE = RECORDS & KINDS.keys()
"""Kinds whose own name is said of files of every kind: "my documents"."""


class Values:
    """What one request offers."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self._text = text
        self._times = [(span.begin, span.end) for span in spans]

    def ids(self, *, whole: bool = False) -> list[str]:
        """Words with figures in them that are no time; `whole` asks for those that can be nothing
        else.
        """
        form = _WHOLE_IDENTIFIER if whole else _IDENTIFIER
        files = [hit.span(2) for hit in _FILE.finditer(self._text)]
        hits = [
            hit
            for hit in form.finditer(self._text)
            if not (self._in_time(*hit.span()) or _meets(files, *hit.span()))
        ]
        return _once(hit.group() for hit in hits or _WHOLE_IDENTIFIER.finditer(self._text))

    def numbers(self, schema: Schema) -> list[float | int]:
        """The numbers that fit the bounds of the schema."""
        whole = schema.get("type") == "integer"
        found: list[float] = []
        for hit in re.finditer(r"-?\d+(?:[.,]\d+)?|[^\W\d_]+(?!-\w)", self._text):
            word = hit.group().casefold()
            number = NUMBERS.get(word) if word.isalpha() else float(word.replace(",", "."))
            if number is not None and not self._in_time(*hit.span()):
                found.append(number)
        low, high = schema.get("minimum", float("-inf")), schema.get("maximum", float("inf"))
        kept = [number for number in found if low <= number <= high]
        if whole:
            return _once(int(number) for number in kept if number == int(number))
        return _once(int(number) if number == int(number) else number for number in kept)

    def counted(self, name: str, integers: Mapping[str, Schema]) -> int | None:
        """The one number for a whole-number field; None where it is another field's, or none.

        It belongs to the field whose name stands before it ("page 3"), else to the one for how
        many to list where a word says so ("the last 5"), else to any other.
        """
        numbers = self.numbers(integers[name])
        if len(numbers) != 1:
            return None
        text = self._text.casefold()
        beside = [one for one in integers if re.search(rf"\b{re.escape(one)}\W+\d", text)]
        listing = [one for one in integers if _counts(integers[one])]
        if not beside:
            listed = listing if _LISTED.search(text) else []
            beside = listed or [one for one in integers if one not in listing]
        return int(numbers[0]) if name in beside else None

    def named(self, choices: Sequence[Any], description: str = "") -> Any:
        """The one of these choices that the request names; None if it names none or several.

        The description may give other words for a choice: "running: runs, Lauf; cycling: bike".
        """
        text = _FOLDER.sub("", self._text)
        said = set(words(text)) | stems(text)
        found = [one for one in choices if _covers(said, str(one)) and one not in _ANY_FILE]
        described, phrase = self._described(choices, description)
        if not found or " " in phrase:  # several words say more than the name of a choice
            return described or (None if found else self._usual(choices))
        whole = [one for one in found if set(words(str(one))) <= set(words(text))]
        if len(whole) == 1:
            return whole[0]  # "daily until the end of the year" is not yearly
        longest = max((len(_wanted(str(choice))) for choice in found), default=0)
        best = [choice for choice in found if len(_wanted(str(choice))) == longest]
        return best[0] if len(best) == 1 else None

    def _usual(self, choices: Sequence[Any]) -> Any:
        """The kind of file that is meant by another word for it."""
        said = set(words(_FOLDER.sub("", self._text)))
        found = [one for one in choices if said & KINDS.get(str(one), frozenset())]
        return found[0] if len(found) == 1 else None

    def _described(self, choices: Sequence[Any], description: str) -> tuple[Any, str]:
        """The choice whose longest phrase the request has, and that phrase; of several none."""
        plain = " ".join(words(self._text))
        texts = f" {plain} {_ANY_WEEKDAY.sub(_monday, plain)} "
        given = dict(_GIVEN.findall(description))
        found = {
            choice: max(phrases, key=len)
            for choice in choices
            if (phrases := _within(texts, given.get(str(choice), ""), exact=choice in _ANY_FILE))
        }
        longest = max(map(len, found.values()), default=0)
        best = [choice for choice in found if len(found[choice]) == longest]
        return (best[0], found[best[0]]) if len(best) == 1 else (None, "")

    def such_as(self, schema: Schema) -> str | None:
        """The longest of the words of this description's "such as" that the request has.

        Words in parentheses stand for the one before them: "weight (weigh, schwer), Gewicht". A
        compound may begin with one of the words: "Gewichtskurve".
        """
        meant = _named(schema)
        text = f" {' '.join(words(self._text))} "
        whole = [one for one in meant if f" {one} " in text]
        begun = [one for one in meant if len(one) >= _SHORTEST_PART and _begins(one, text)]
        longest = max(whole, key=len, default=None) or max(begun, key=len, default=None)
        return meant[longest] if longest else None

    def says(self, name: str, schema: Schema, subject: set[str]) -> bool | None:
        """Yes or no where the request has a word of this switch; None where it has none.

        The description may name the phrases that say yes: "mine: my mail, I wrote".
        """
        if name.startswith("un") and (said := _with_or_without(name, self._text)) is not None:
            return said
        described = str(schema.get("description", ""))
        if phrases := dict(_GIVEN.findall(described)).get(name):
            text = f" {' '.join(words(self._text))} "
            return True if _within(text, phrases, exact=True) else None
        own = stems(f"{name.replace('_', ' ')} {described}") - subject
        own -= stems(name.removeprefix("un")) if name.startswith("un") else set()
        if not own & stems(self._text):
            return None
        denied = _DENIED.finditer(self._text.casefold())
        return not any(
            stems(hit.group(1)) & own and hit.group() not in described.casefold() for hit in denied
        )

    def files(self) -> dict[str, str]:
        """The names of files in the request, each with the word before it."""
        found = _FILE.finditer(self._text)
        return {hit.group(2): self._before(hit) for hit in found}

    def _before(self, hit: re.Match[str]) -> str:
        """The word before a file's name; what is "in" it comes from it, if it goes elsewhere."""
        before = (hit.group(1) or "").casefold()
        goes_on = _ELSEWHERE.search(self._text, hit.end())
        return "from" if before in ("in", "dans") and goes_on else before

    def _in_time(self, begin: int, end: int) -> bool:
        return _meets(self._times, begin, end)


def _meets(places: Sequence[tuple[int, int]], begin: int, end: int) -> bool:
    return any(a < end and begin < b for a, b in places)


def _with_or_without(name: str, text: str) -> bool | None:
    """What a request says of a switch such as "unread": false for "already read"."""
    plain = re.escape(name.removeprefix("un"))
    if re.search(rf"\b(?:\w+n['\u2019]t|not|never)\s+(?:\w+\s+)?{plain}\b", text, re.I):
        return True
    done = rf"(?:\balready|\bhave|['\u2019]ve)\s+(?:\w+\s+)?{plain}\b"
    return False if re.search(done, text, re.I) else None


def _monday(hit: re.Match[str]) -> str:
    return f"monday{hit.group(1)}"


def _counts(schema: Schema) -> bool:
    return str(schema.get("description", "")).startswith("How many")


def is_named(value: Any, schema: Schema) -> bool:
    """Whether a value is one that the parameter itself names."""
    return "enum" in schema or value in _named(schema).values()


def _named(schema: Schema) -> dict[str, str]:
    """The words after "such as" in a description, each with the word that it stands for."""
    _, _, listed = str(schema.get("description", "")).partition("such as ")
    meant: dict[str, str] = {}
    for name, others in _NAMED.findall(_JOINED.sub(",", listed)):
        for said in (name, *others.split(",")):
            meant[" ".join(words(said))] = " ".join(words(name))
    return {said: name for said, name in meant.items() if name}


def _begins(part: str, text: str) -> bool:
    return re.search(rf" {re.escape(part)}\w{{{_SHORTEST_PART},}} ", text) is not None


def _within(text: str, phrases: str, *, exact: bool) -> list[str]:
    plain = [" ".join(words(phrase)) for phrase in phrases.split(",")]
    texts = text if exact else text + _single(text)
    return [
        phrase
        for phrase in plain
        if phrase and (f" {phrase} " in texts or (not exact and f" {_single(phrase)} " in texts))
    ]


def _single(text: str) -> str:
    """A text without the endings of its words: "spreadsheets", "Präsentationen"."""
    return re.sub(r"(?<=\w{4})(?:en|es|e|n|s)\b|(?<=\w{3})s\b", "", text)


def _covers(said: set[str], choice: str) -> bool:
    wanted = _wanted(choice)
    return bool(wanted) and all(any(_same(word, one) for one in said) for word in wanted)


def _wanted(choice: str) -> set[str]:
    plain = choice.replace("_", " ")
    return stems(plain) or set(words(plain))


def _same(one: str, other: str) -> bool:
    """Whether two beginnings of words are of one word: "swims" and "swimming"."""
    shorter, longer = sorted((one.removesuffix("s"), other.removesuffix("s")), key=len)
    if len(shorter) < _SHORTEST_STEM or {shorter[:5], longer[:5]} & CALENDAR_STEMS:
        return one == other  # a "Montag" is nothing "monthly"
    return longer.startswith(shorter[:4] if len(shorter) > 3 else shorter)


def _once(values: Any) -> list[Any]:
    return list(dict.fromkeys(values))
