"""Typed values: when two addresses, hosts, paths or ids are the same, and whether a text names one.

A value is only ever compared whole and as its kind: an address with addresses, an id with ids.
Nothing here looks for one text inside another, because "13" stands in "June 13" too. What cannot
be read as its kind, or stands in a text only as an everyday word, is not recognised; the cost of
that is a question to the user.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

_NAME = r"[^\s@<>()\[\],;:\"\\/?#]+"
_ADDRESS = re.compile(rf"{_NAME}@{_NAME}")
_MAILBOX = re.compile(r"[^<>@,;]*<([^<>]+)>")
_HOST = re.compile(r"[^\W_](?:[\w.-]*[^\W_])?")
_SEPARATORS = re.compile(r"[\s,;<>()\[\]{}\"“”„«»]+")
_QUOTED = re.compile(r"'([^'\n]+)'|\"([^\"\n]+)\"|“([^”\n]+)”|`([^`\n]+)`")
_QUOTES = "'`‘’"  # noqa: RUF001 the quotes that people type are meant
_SHORTEST_ID = 6


@dataclass(frozen=True)
class Provenance:
    """One value of a destination parameter and where it comes from, in words for the user."""

    parameter: str
    value: str
    source: str
    trusted: bool


def typed(kind: str, value: str) -> str | None:
    """The value in the one form in which it is compared; None if it is no value of this kind."""
    read = _KINDS[kind].read if kind in _KINDS else None
    return read(value) if read is not None and value.isprintable() else None


def named(kind: str, text: str) -> frozenset[str]:
    """The values of this kind that a text names: as whole words or in quotes, and unmistakably."""
    values = {typed(kind, word) for word in _words(text)}
    return frozenset(value for value in values if value and _KINDS[kind].unmistakable(value))


def strings(value: Any) -> Iterator[str]:
    """Every text and number inside a JSON value, in its order."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict):
            waiting.extend(reversed(found.values()))
        elif isinstance(found, list | tuple):
            waiting.extend(reversed(found))
        elif found is not None and not isinstance(found, bool):
            yield str(found)


def _words(text: str) -> Iterator[str]:
    for quoted in _QUOTED.finditer(text):
        yield next(part for part in quoted.groups() if part)
    for word in _SEPARATORS.split(text):
        yield word.lstrip(_QUOTES).rstrip(_QUOTES + ".!?:")


def _folded(text: str) -> str:
    # Only ASCII: elsewhere lower case makes different letters equal, the Kelvin sign and "k".
    return text.lower() if text.isascii() else text


def _address(value: str) -> str | None:
    mailbox = _MAILBOX.fullmatch(value.strip())
    address = (mailbox[1] if mailbox else value).strip()
    return _folded(address) if _ADDRESS.fullmatch(address) else None


def _host(value: str) -> str | None:
    if "@" in value or "\\" in value:  # read differently by different programs
        return None
    try:
        host = urlsplit(value if "://" in value else f"//{value}").hostname or ""
    except ValueError:
        return None
    return _folded(host) if _HOST.fullmatch(host) else None


def _path(value: str) -> str | None:
    path = PurePosixPath(value)
    return str(path) if value and ".." not in path.parts else None


def _id(value: str) -> str | None:
    return value or None


def _looks_like_a_path(value: str) -> bool:
    return "/" in value or "\\" in value or bool(PurePosixPath(value).suffix)


def _looks_like_an_id(value: str) -> bool:
    mixed = any(c.isdigit() for c in value) and any(c.isalpha() for c in value)
    return mixed and len(value) >= _SHORTEST_ID


@dataclass(frozen=True)
class _Kind:
    read: Callable[[str], str | None]
    unmistakable: Callable[[str], bool]


_KINDS = {
    "address": _Kind(_address, lambda value: True),
    "host": _Kind(_host, lambda value: "." in value),
    "path": _Kind(_path, _looks_like_a_path),
    "event": _Kind(_id, _looks_like_an_id),
    "id": _Kind(_id, _looks_like_an_id),
}
