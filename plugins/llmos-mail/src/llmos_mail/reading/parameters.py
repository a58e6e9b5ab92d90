"""`Content-*` fields taken apart: a value and its parameters. Never raises.

Almost every such field has one plain form, which is read here; what is left (continuations, other
languages, comments, broken quotes) is Python's to say, which takes ten times as long.
"""

from __future__ import annotations

import re
from email.message import Message
from email.policy import compat32
from email.utils import collapse_rfc2231_value
from functools import lru_cache
from typing import Any, NamedTuple

_TOKEN = r"[!#$%&'+.^_`|~0-9A-Za-z-]+"
_PARAMETER = rf'\s*;\s*({_TOKEN})\s*=\s*(?:"([^"\\]*)"|([^\s;"\\*()]+))'
_PLAIN = re.compile(rf"\s*({_TOKEN}(?:/{_TOKEN})?)((?:{_PARAMETER})*)\s*;?\s*")
_EACH = re.compile(_PARAMETER)

_WRONG = (ValueError, LookupError, TypeError, AssertionError)


class Field(NamedTuple):
    """A field's value in small letters, and its parameters by lower-case name."""

    value: str
    parameters: dict[str, str]


@lru_cache(maxsize=1024)
def content_field(raw: str) -> Field:
    """A field such as `text/plain; charset=utf-8`. The result is shared; do not change it."""
    plain = _PLAIN.fullmatch(raw)
    if plain is None:
        return _by_python(raw)
    found: dict[str, str] = {}
    for name, quoted, bare in _EACH.findall(plain[2]):
        found.setdefault(name.lower(), quoted or bare)
    return Field(plain[1].lower(), found)


class _Bare(Message):
    """A message of one field, given to Python's methods undecoded."""

    def __init__(self, raw: str) -> None:
        super().__init__(compat32)
        self._raw = raw

    def get(self, name: str, failobj: Any = None) -> Any:
        """The field, whatever it is called."""
        return self._raw

    def __contains__(self, name: object) -> bool:
        return True


def _by_python(raw: str) -> Field:
    value = raw.partition(";")[0].strip().lower()
    try:
        pairs = _Bare(raw).get_params([]) or []
    except _WRONG:
        return Field(value, {})
    found: dict[str, str] = {}
    for name, parameter in pairs[1:]:
        found.setdefault(name.lower(), _collapsed(parameter))
    return Field(value, found)


def _collapsed(value: str | tuple[str | None, str | None, str]) -> str:
    try:
        return collapse_rfc2231_value(value)
    except _WRONG:
        return value if isinstance(value, str) else value[2]
