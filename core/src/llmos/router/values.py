"""Which values a request offers for a parameter: its own words and numbers, and nothing else.

runs      runs of words, as far as the parameter's reach goes; see chunks.py
ids       its words with figures in them, where a parameter asks for an id
numbers   those that stand in it, in figures or as words, and are not part of a time
choices   the parameter's own, or the one that the request names
yes, no   yes where the request has a word of the parameter's, no where it denies it
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from llmos.calls import ToolSpec
from llmos.router.chunks import Chunks, Reach
from llmos.router.offer import Schema
from llmos.router.resolving import Span
from llmos.router.words import NUMBERS, stems, words

_DENIED = re.compile(
    r"\b(?:no|not|without|un|non|kein|keine|keinen|nicht|ohne|sans|pas)\s+(?:an?\s+)?(\w+)"
)
_IDENTIFIER = re.compile(r"\b(?=\w*\d)[\w-]{2,}\b")
_GIVEN = re.compile(r"(\w+): ([^;.]+)")
_FILE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z][a-z0-9]{1,4}\b", re.I)
_FROM = frozenset(("from", "by", "von", "de", "d"))
_TO = frozenset(("to", "an", "à"))
_PLACES = ("folder", "place")
_MESSAGES = {"saying", "question", "body", "message"}
_NAMES = {"who", "whom", "name", "address", "person", "people", "recipient", "folder"}
_SHORTEST_STEM = 3


class Values:
    """What one request offers."""

    def __init__(
        self, text: str, spans: Sequence[Span], tool: ToolSpec, known: Mapping[str, Any] = {}
    ) -> None:
        self._text = text
        self._times = [(span.begin, span.end) for span in spans]
        self._chunks = Chunks(text, spans, _business(tool, known))
        self._plain = Chunks(text, spans, set())

    def runs(self, name: str, schema: Schema, *, required: bool = False) -> list[str]:
        """The runs of words that can be a value of this parameter.

        A required one takes the tool's own words where there are no others: "open the file".
        """
        return self._runs(self._chunks, name, schema) or (
            self._runs(self._plain, name, schema) if required else []
        )

    def _runs(self, chunks: Chunks, name: str, schema: Schema) -> list[str]:
        if is_person(name, schema):
            return self._of_person(name)
        runs = chunks.runs(reach(name, schema))
        return [run for run in runs if self._in_folder(run)] if name in _PLACES else runs

    def at_least(self, fields: int) -> int:
        """How many of so many open fields the request must fill, to leave nothing unsaid."""
        return min(fields, self._chunks.said())

    def tail(self) -> str:
        """What is to be taken as it stands: quoted, or behind a colon or a "that"."""
        return self._chunks.tail()

    def ids(self) -> list[str]:
        """Words with figures in them that are no time."""
        found = _IDENTIFIER.finditer(self._text)
        return _once(hit.group() for hit in found if not self._in_time(*hit.span()))

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

    def named(self, choices: Sequence[Any], description: str = "") -> Any:
        """The one of these choices that the request names; None if it names none or several.

        The description may give other words for a choice: "running: runs, Lauf; cycling: bike".
        """
        said = set(words(self._text)) | stems(self._text)
        found = [choice for choice in choices if _covers(said, str(choice))]
        if not found:
            return self._described(choices, description)
        longest = max((len(_wanted(str(choice))) for choice in found), default=0)
        best = [choice for choice in found if len(_wanted(str(choice))) == longest]
        return best[0] if len(best) == 1 else None

    def _described(self, choices: Sequence[Any], description: str) -> Any:
        text = f" {' '.join(words(self._text))} "
        given = dict(_GIVEN.findall(description))
        found = {
            choice: max(len(phrase) for phrase in phrases)
            for choice in choices
            if (phrases := _within(text, given.get(str(choice), "")))
        }
        best = [choice for choice in found if found[choice] == max(found.values())]
        return best[0] if len(best) == 1 else None

    def says(self, name: str, schema: Schema, subject: set[str]) -> bool | None:
        """Yes or no where the request has a word of this switch; None where it has none."""
        words = stems(f"{name.replace('_', ' ')} {schema.get('description', '')}") - subject
        if not words & stems(self._text):
            return None
        return not any(stems(hit) & words for hit in _DENIED.findall(self._text.casefold()))

    def files(self) -> dict[str, str]:
        """The names of files in the request, each with the word before it."""
        return {name: self._chunks.after(name) for name in _FILE.findall(self._text)}

    def _of_person(self, name: str) -> list[str]:
        """Names; those that "from" or "to" gives to another field are left to that."""
        names = self._chunks.names()
        own = _FROM if name in ("sender", "author", "from") else _TO if name == "to" else None
        if own is None:
            return names
        other = _TO if own is _FROM else _FROM
        return [run for run in names if self._chunks.after(run) not in other]

    def _in_folder(self, run: str) -> bool:
        """Whether the request says that this run is a folder, or is in a place of that name."""
        name = re.escape(run)
        beside = rf"(?:folder|ordner|dossier)\s+{name}\b|\b{name}\s+(?:folder|ordner|dossier)"
        inside = rf"\b(?:in|im|at|dans|à)\s+(?:the\s+|dem\s+|le\s+)?{name}\b"
        return bool(
            re.search(beside, self._text, re.I)
            or (run[:1].isupper() and re.search(inside, self._text))
        )

    def _in_time(self, begin: int, end: int) -> bool:
        return any(a < end and begin < b for a, b in self._times)


def reach(name: str, schema: Schema) -> Reach:
    """How far a value of this parameter may reach, by what its name and description say."""
    described = set(words(str(schema.get("description", ""))))
    if name in _MESSAGES or (name == "text" and not described & {"words", "about", "meaning"}):
        return "message"
    return "name" if (described | set(name.split("_"))) & _NAMES else "title"


def is_person(name: str, schema: Schema) -> bool:
    """Whether this parameter takes somebody's name."""
    described = set(words(str(schema.get("description", "")))) | set(name.split("_"))
    return bool(described & (_NAMES - {"name", "folder"})) and name not in ("folder", "place")


def _within(text: str, phrases: str) -> list[str]:
    plain = [" ".join(words(phrase)) for phrase in phrases.split(",")]
    return [phrase for phrase in plain if phrase and f" {phrase} " in text]


def _business(tool: ToolSpec, known: Mapping[str, Any]) -> set[str]:
    """The beginnings of the words that say what a tool is about, or are understood already."""
    often = Counter(stem for example in tool.examples for stem in stems(example))
    shared = {stem for stem, count in often.items() if count > 1}
    switches = tool.parameters.get("properties", {})
    understood = " ".join(
        f"{name} {switches[name].get('description', '')}" if isinstance(value, bool) else str(value)
        for name, value in known.items()
    )
    named = stems(tool.name.replace("_", " ").replace(".", " "))
    return named | stems(tool.description) | shared | stems(understood.replace("_", " "))


def _covers(said: set[str], choice: str) -> bool:
    wanted = _wanted(choice)
    return bool(wanted) and all(any(_same(word, one) for one in said) for word in wanted)


def _wanted(choice: str) -> set[str]:
    plain = choice.replace("_", " ")
    return stems(plain) or set(words(plain))


def _same(one: str, other: str) -> bool:
    """Whether two beginnings of words are of one word: "swims" and "swimming"."""
    shorter, longer = sorted((one.removesuffix("s"), other.removesuffix("s")), key=len)
    if len(shorter) < _SHORTEST_STEM:
        return one == other
    return longer.startswith(shorter[:4] if len(shorter) > 3 else shorter)


def _once(values: Any) -> list[Any]:
    return list(dict.fromkeys(values))
