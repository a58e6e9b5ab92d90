"""Answers whose every value is one of a few: decided step by step instead of written.

Where a schema names all values that may stand in it, an answer is a row of decisions: which field
comes next, which value it has. The model is asked only there; what follows from a decision is read
in one go with the next one. A grammar would let it write every bracket and quote by itself and
sort the whole vocabulary each time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from llmos.engines.reading import Reading

Schema = dict[str, Any]
Tokens = list[int]

_END = "}"
_WORD = re.compile(r"[^\W_]{2,}")
_MOST_ITEMS = 8


def is_finite(schema: Schema) -> bool:
    """Whether every field of this object has named values, or is yes or no, or a list of such."""
    properties = schema.get("properties")
    if schema.get("type") != "object" or not properties:
        return False
    return all(_values(part) or _is_list(part) for part in properties.values())


def decide(model: Reading, prompt: Tokens, schema: Schema, tokens: Callable[[str], Tokens]) -> str:
    """The JSON text of the answer. The model has read up to where `prompt` begins."""
    return _Answer(model, prompt, tokens).object(schema)


def _values(schema: Schema) -> list[str]:
    """The JSON texts that may stand for a value."""
    if schema.get("type") == "boolean" and "enum" not in schema:
        return ["true", "false"]
    values = [schema["const"]] if "const" in schema else schema.get("enum", ())
    return [json.dumps(value, ensure_ascii=False) for value in values]


def _is_list(schema: Schema) -> bool:
    return schema.get("type") == "array" and bool(_values(schema.get("items", {})))


class _Answer:
    def __init__(self, model: Reading, prompt: Tokens, tokens: Callable[[str], Tokens]) -> None:
        self._model = model
        self._unread = list(prompt)
        self._tokens = tokens
        self._text = ""
        self._taken: list[str] = []  # words that a field has used and no later one may use again

    def object(self, schema: Schema) -> str:
        self._say("{")
        left = list(schema["properties"].items())
        required = set(schema.get("required", ()))
        least = schema.get("minProperties", 0)
        while left:
            openings = self._openings(left, required, least)
            place = self._pick(openings)
            if openings[place] == _END:
                return self._text
            self._value(left[place][1])
            least -= 1
            left = _without(left[place + 1 :], self._taken)
        self._say(_END)
        return self._text

    def _openings(
        self, left: Sequence[tuple[str, Schema]], required: set[str], least: int
    ) -> list[str]:
        """How the text may go on: with one of the next fields, or with its end.

        No required field is left out, and there is no end before `least` more fields.
        """
        comma = "" if self._text == "{" else ", "
        openings = []
        for name, schema in left:
            mark = "[" if _is_list(schema) else ""
            openings.append(f'{comma}"{name}": {mark}')
            if name in required or len(left) - len(openings) < least:
                return openings
        return openings if least > 0 else [*openings, _END]

    def _value(self, schema: Schema) -> None:
        own = schema.get("x-own-words", False)
        if not _is_list(schema):
            values = _values(schema)
            self._take(values[self._pick_value(values)], own)
            return
        left = _values(schema["items"])
        for count in range(_MOST_ITEMS):
            value = left[self._pick_value(left)]
            self._take(value, own)
            left = [one for one in left if one != value and not _overlaps(one, self._taken)]
            if not left or count == _MOST_ITEMS - 1:
                self._say("]")
            elif self._pick(["]", ", "]) == 1:
                continue
            return

    def _take(self, value: str, own: bool) -> None:
        if own:
            self._taken.append(value)

    def _pick_value(self, values: Sequence[str]) -> int:
        quoted = all(value.startswith('"') for value in values)
        if not quoted:  # numbers need an end, lest 1 be the beginning of 10
            place = self._pick([f"{value}," for value in values])
            self._text, self._unread = self._text[:-1], self._unread[:-1]
            return place
        self._say('"')
        return self._pick([value[1:] for value in values])

    def _say(self, text: str) -> None:
        self._text += text
        self._unread += self._tokens(text)

    def _pick(self, options: Sequence[str]) -> int:
        """Let the model choose how the text goes on, and write that down."""
        left = [(place, self._tokens(option)) for place, option in enumerate(options)]
        while len(left) > 1:
            heads = {tail[0] for _, tail in left}
            if len(heads) > 1:
                self._read()
                likeliest = self._likeliest(sorted(heads))
            else:
                likeliest = heads.pop()
            self._unread.append(likeliest)
            left = [(place, tail[1:]) for place, tail in left if tail[0] == likeliest]
            left = [(place, tail) for place, tail in left if tail] or left
        place, tail = left[0]
        self._unread += tail
        self._text += options[place]
        return place

    def _read(self) -> None:
        if self._unread:
            self._model.read(self._unread)
            self._unread = []

    def _likeliest(self, tokens: Sequence[int]) -> int:
        logits = self._model.next(tokens)
        return tokens[max(range(len(tokens)), key=logits.__getitem__)]


def _without(left: Sequence[tuple[str, Schema]], taken: Sequence[str]) -> list[tuple[str, Schema]]:
    """The fields without the values that share a word with what is taken; none without values."""
    kept = []
    for name, schema in left:
        if schema.get("x-own-words"):
            schema = _trimmed(schema, taken)
        if _values(schema.get("items", schema)):
            kept.append((name, schema))
    return kept


def _trimmed(schema: Schema, taken: Sequence[str]) -> Schema:
    if "items" in schema:
        return {**schema, "items": _trimmed(schema["items"], taken)}
    free = [
        one for one in schema["enum"] if not _overlaps(json.dumps(one, ensure_ascii=False), taken)
    ]
    return {**schema, "enum": free}


def _overlaps(value: str, taken: Sequence[str]) -> bool:
    said = set(_WORD.findall(value.casefold()))
    return any(said & set(_WORD.findall(other.casefold())) for other in taken)
