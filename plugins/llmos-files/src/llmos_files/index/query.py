"""Words of a question to FTS5 expressions. Nothing that anybody types has another meaning in it."""

from __future__ import annotations

import re
from functools import cache

from llmos_files.index.languages import others

_PIECE = re.compile(r"\"([^\"]*)\"|(\w+(?:[-.@'+/]\w+)*)")
_QUOTED = re.compile(r'"([^"]+)"')
_WORD = re.compile(r"[^\W_]+")
_MOST_TERMS = 24
_PREFIX_FROM = 4
"""Letters; shorter words match as a whole, or they would match half the index."""

COMMON = frozenset(
    (
        "a about all am an and any are as at be been but by can could did do does for from had has"
        " have he her his how i if in into is it its me my no not of on or our out say says she so"
        " some tell that the their them then there these they this to up us was we were what when"
        " where which who will with would you your find show search look file files document"
        " documents please"
        " aber als am an auch auf aus bei bin bis das dass dem den der des die dies doch du"
        " ein eine einem einen einer er es für hat habe haben ich ihr im in ist ja kann mein"
        " meine meinem"
        " meinen meiner mich mir mit nach nicht noch nur oder sagt sich sie sind so über um und uns"
        " unser unsere unter vom von vor war waren was wenn wer wie wir wird wo worin zu zum zur"
        " steht such suche finde zeig datei dateien dokument dokumente"
    ).split()
)
"""Words that say nothing of what is looked for, in English and German."""


_KINDS = {
    "presentation": "slide slides slideshow presentation presentations folie folien präsentation"
    " präsentationen présentation",
    "spreadsheet": "spreadsheet spreadsheets excel workbook tabelle tabellen tableur csv",
    "picture": "picture pictures photo photos image images bild bilder foto fotos titelbild",
}


def kinds_said(text: str) -> set[str]:
    """The kinds of file that a question speaks of, though it may mean something else by it."""
    words = set(_WORD.findall(text.casefold()))
    return {kind for kind, said in _KINDS.items() if words & set(said.split())}


def terms(text: str) -> list[str]:
    """Each word that says something, or quoted phrase, as an FTS5 string."""
    pieces = [
        (" ".join(_WORD.findall(phrase or word)), bool(phrase))
        for phrase, word in _PIECE.findall(text)
    ]
    wanted = [(words, exact) for words, exact in pieces if words]
    telling = [(w, exact) for w, exact in wanted if exact or w.casefold() not in COMMON] or wanted
    return list(dict.fromkeys(_term(words, exact) for words, exact in telling))[:_MOST_TERMS]


def beginnings(term: str) -> list[str]:
    """What a term finds the beginning of, or all of."""
    return _QUOTED.findall(term)


def told(text: str) -> list[tuple[str, list[str]]]:
    """Each term with terms for what it means in words that do not stand in the text; without those
    that say a kind of file, if there are others.
    """
    found: dict[str, list[str]] = {}
    for phrase, word in _PIECE.findall(text):
        means = [_term(other, exact=False) for other in others(word)] if word else []
        found.update(dict.fromkeys(terms(f'"{phrase}"' if phrase else word), means))
    asked = [(term, found.get(term, [])) for term in terms(text)]
    return [one for one in asked if one[0] not in _kind_terms()] or asked


@cache
def _kind_terms() -> frozenset[str]:
    return frozenset(
        term for said in _KINDS.values() for word in said.split() for term in terms(word)
    )


def _term(words: str, exact: bool) -> str:
    if exact or len(words) < _PREFIX_FROM or words[-1].isdigit():
        return f'"{words}"'
    stem = _stem(words)
    # A short beginning would find too much: "pet*" is also a part of names.
    return f'"{stem}"*' if len(stem) >= _PREFIX_FROM else f'("{stem}" OR "{words}")'


def _stem(words: str) -> str:
    """Without the ending that only says how many or whose; the rest matches as a beginning."""
    for suffix, left in (("ies", 3), ("es", 4), ("en", 4), ("er", 5), ("s", 3), ("e", 4), ("n", 5)):
        if words.endswith(suffix) and len(words) - len(suffix) >= left:
            return words[: -len(suffix)]
    return words


def all_of(wanted: list[str]) -> str:
    """An expression that all terms must satisfy."""
    return " AND ".join(wanted)


def any_of(wanted: list[str]) -> str:
    """An expression that any term satisfies."""
    return " OR ".join(wanted)
