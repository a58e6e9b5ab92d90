"""English and German: what is asked in one language is found in the other.

`dictionary.txt` says which words mean the same. Of German words it knows forms and, by their
parts, compounds. The model that compares meanings reads English best, so German is read to it
word by word in English.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

_LONGEST = 4
"""Words of a phrase that the dictionary knows."""

_TOKEN = re.compile(r"[^\W_]+(?:'\w+)?|[^\w\s]")
_FOLDED = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
_PARTICIPLE = re.compile(r"^(ab|an|auf|aus|ein|mit|vor|zu|zurück)?ge(\w{3,})(?:t|en)$")
_ENDINGS = ("ungen", "ern", "ing", "est", "ies", "em", "en", "er", "es", "ed", "e", "n", "s", "t")
_SHORTEST_STEM = 3
_SHORTEST_PART = 4
_SAMPLE = 40  # words by which a text's language is known
_REMEMBERED = 20_000  # words
_JOINTS = ("", "s", "n", "en", "es", "er", "e")
"""What German puts between the parts of a compound."""


_Table = defaultdict[str, list[str]]


class _Dictionary(NamedTuple):
    """From phrases, folded and by stem, to what they mean in the other language, and their own."""

    english: dict[str, tuple[str, ...]]
    german: dict[str, tuple[str, ...]]
    same: dict[str, tuple[str, ...]]


def others(word: str) -> tuple[str, ...]:
    """Words and phrases for the same in either language; of a compound, for each of its parts."""
    known = _dictionary()
    found: list[str] = []
    for table in (known.german, known.english, known.same):
        found += _look_up(table, word)
    if not found:
        for part in parts(word):
            found += [part, *_look_up(known.german, part)]
    return tuple(dict.fromkeys(found))


def in_english(text: str) -> str:
    """A German text word by word in English; any other text as it is."""
    tokens = _TOKEN.findall(text)
    return " ".join(_read(tokens)) if _is_german(tokens) else text


@lru_cache(_REMEMBERED)
def parts(word: str) -> tuple[str, ...]:
    """The known words of which a German word is made, two or three; nothing if it is no such."""
    folded = _fold(word)
    for cut in range(_SHORTEST_PART - 1, len(folded) - _SHORTEST_PART + 1):
        head, tail = folded[:cut], folded[cut:]
        if not _look_up(_dictionary().german, tail):
            continue
        for joint in _JOINTS:
            first = head.removesuffix(joint) if joint else head
            if len(first) >= _SHORTEST_STEM and _look_up(_dictionary().german, first):
                return first, tail
        if further := parts(head):
            return (*further, tail)
    return ()


def _read(tokens: Sequence[str]) -> Iterator[str]:
    at, table = 0, _dictionary().german
    while at < len(tokens):
        for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
            if found := _look_up(table, " ".join(tokens[at : at + length])):
                yield found[0]
                break
        else:
            length = 1
            known = [_look_up(table, part)[0] for part in parts(tokens[at])]
            yield " ".join(known) or tokens[at]
        at += length


def _is_german(tokens: Sequence[str]) -> bool:
    return sum(map(_leans, tokens[:_SAMPLE])) > 0


@lru_cache(_REMEMBERED)
def _leans(token: str) -> int:
    """1 for a word that only German has, -1 for one that only English has."""
    known = _dictionary()
    in_english = bool(_look_up(known.english, token))
    if _look_up(known.german, token):
        return 0 if in_english else 1
    return -1 if in_english else bool(parts(token))


def _look_up(table: dict[str, tuple[str, ...]], phrase: str) -> tuple[str, ...]:
    folded = _fold(phrase)
    return table.get(folded) or table.get(_stem(folded), ())


def _fold(phrase: str) -> str:
    return phrase.casefold().translate(_FOLDED)


def _stem(folded: str) -> str:
    """Without what says how many, whose or when; only to compare words with each other."""
    folded = _PARTICIPLE.sub(r"\1\2", folded)
    for ending in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= _SHORTEST_STEM:
            folded = folded[: -len(ending)]
            break
    return folded[:-1] + "i" if folded.endswith("y") else folded


@cache
def _dictionary() -> _Dictionary:
    english: _Table = defaultdict(list)
    german: _Table = defaultdict(list)
    same: _Table = defaultdict(list)
    for left, right in _entries():
        for one in left:
            _put(english, one, right)
            _put(same, one, [other for other in left if other != one])
        for one in right:
            _put(german, one, left)
            _put(same, one, [other for other in right if other != one])
    return _Dictionary(*({k: tuple(v) for k, v in t.items()} for t in (english, german, same)))


def _put(table: _Table, phrase: str, meanings: Sequence[str]) -> None:
    for key in {_fold(phrase), _stem(_fold(phrase))}:
        table[key] += [one for one in meanings if one not in table[key]]


def _entries() -> Iterator[tuple[list[str], list[str]]]:
    for line in Path(__file__).with_name("dictionary.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            for entry in line.split("|"):
                left, _, right = entry.partition(":")
                yield _phrases(left), _phrases(right)


def _phrases(side: str) -> list[str]:
    return [phrase.replace("_", " ") for phrase in side.split()]
