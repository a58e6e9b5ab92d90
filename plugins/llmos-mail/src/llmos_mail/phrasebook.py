"""A phrasebook: the words that rules look for, out of a folder with one file for each language.

A phrase is a regular expression over small letters that matches whole words; ` ... ` stands for
up to 80 characters, `<verbs>` for any of the words that the file lists under `verbs` in `[lists]`.
All languages are looked for at once, because people mix them within one mailbox and one message.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_LIST = re.compile(r"<(\w+)>")
_GAP = re.compile(r" ?\.\.\. ?")
_OPENING = re.compile(r"\((?!\?)")


def plain(sentence: str) -> str:
    """The sentence as the phrases expect it: small letters, single spaces, straight quotes."""
    return " ".join(sentence.lower().replace("\u2019", "'").split())


@cache
def pattern(package: str, folder: str, concept: str) -> re.Pattern[str]:
    """One pattern for all phrases of a concept, such as `promise`, in every language."""
    found = [
        _expanded(phrase, file) for file in _files(package, folder) for phrase in file[concept]
    ]
    return re.compile(rf"(?:{'|'.join(found)})(?!\w)")


def concepts(package: str, folder: str) -> tuple[str, ...]:
    """The concepts that the files of a folder know, in the order of the first file."""
    return tuple(name for name in _files(package, folder)[0] if name != "lists")


def _expanded(phrase: str, file: dict[str, Any]) -> str:
    def words(match: re.Match[str]) -> str:
        return f"(?:{'|'.join(file['lists'][match[1]])})"

    # Groups are only for alternatives; capturing them all would cost time.
    expanded = _OPENING.sub("(?:", _GAP.sub(r"\\b.{0,80}\\b", _LIST.sub(words, phrase)))
    return expanded if expanded.startswith("[") else rf"(?<!\w){expanded}"


@cache
def _files(package: str, folder: str) -> tuple[dict[str, Any], ...]:
    place = files(package) / folder
    names = sorted(file.name for file in place.iterdir() if file.name.endswith(".toml"))
    return tuple(tomllib.loads((place / name).read_text(encoding="utf-8")) for name in names)
