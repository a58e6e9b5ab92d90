"""Who appears in the sample life: the person herself, and everybody she has mail from."""

from __future__ import annotations

from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

Language = Literal["en", "de"]
Relation = Literal[
    "family", "friend", "work", "customer", "home", "school", "health", "club", "list", "firm"
]


class Correspondent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody or something with a mail address.

    `headers` are those that all mail from this address, or through it, carries: what tells
    newsletters, mailing lists and machines apart from people.
    """

    id: str
    name: str
    address: str
    language: Language
    relation: Relation
    role: str = ""
    signature: str = ""
    headers: dict[str, str] = {}


class Account(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the person's own mail addresses."""

    id: str
    address: str
    signature: str = ""


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose sample life it is; `family` names correspondents."""

    name: str
    job: str
    city: str
    time_zone: str
    languages: tuple[Language, ...]
    family: tuple[str, ...]
    accounts: tuple[Account, ...]

    @property
    def zone(self) -> ZoneInfo:
        """The zone that her days are counted in."""
        return ZoneInfo(self.time_zone)

    @property
    def addresses(self) -> tuple[str, ...]:
        """All her mail addresses."""
        return tuple(account.address for account in self.accounts)
