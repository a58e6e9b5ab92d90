"""The words that the rules look for, out of `languages/`: one file a language, one line a phrase.

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
    return " ".join(sentence.casefold().replace("\u2019", "'").split())


@cache
def phrases(concept: str) -> re.Pattern[str]:
    """One pattern for all phrases of a concept, such as `promise`, in every language."""
    found = [_expanded(phrase, file) for file in _languages() for phrase in file[concept]]
    return re.compile(rf"(?:{'|'.join(found)})(?!\w)")


def says(sentence: str, concept: str) -> bool:
    """Whether one of the concept's phrases occurs in the sentence."""
    return phrases(concept).search(plain(sentence)) is not None


def _expanded(phrase: str, file: dict[str, Any]) -> str:
    def words(match: re.Match[str]) -> str:
        return f"(?:{'|'.join(file['lists'][match[1]])})"

    # Groups are only for alternatives; capturing them all would cost time.
    pattern = _OPENING.sub("(?:", _GAP.sub(r"\\b.{0,80}\\b", _LIST.sub(words, phrase)))
    return pattern if pattern.startswith("[") else rf"(?<!\w){pattern}"


@cache
def _languages() -> tuple[dict[str, Any], ...]:
    folder = files(__package__) / "languages"
    texts = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    return tuple(tomllib.loads((folder / name).read_text(encoding="utf-8")) for name in texts)
