"""The vocabulary of permissions: what a plugin may ask for, and how far a user can limit it.

A permission is `<resource>:<action>`. Resources listed here belong to llmos; a plugin may also
define permissions of its own whose resource is the plugin's id. Who holds which permission is
the broker's business, not this file's.
"""

from __future__ import annotations

import re

import msgspec


class Known(msgspec.Struct, frozen=True):
    """What is known of one permission: the words that the user reads, and its kinds of limits.

    `names` says what can be named one by one; `dated`, whether a range of days can be given;
    `resolutions`, how coarsely it can be given, the coarsest and so narrowest first; `to`, the
    kinds of destinations that can be limited.
    """

    meaning: str
    names: str = ""
    dated: bool = False
    resolutions: tuple[str, ...] = ()
    to: tuple[str, ...] = ()


VOCABULARY: dict[str, Known] = {
    "mail:read": Known(
        "read your mail", "folders", dated=True, resolutions=("headers", "snippet", "body")
    ),
    "mail:write": Known("save drafts in your mail", "folders", to=("address",)),
    "mail:send": Known("send mail in your name", to=("address",)),
    "calendar:read": Known("read your calendars", "calendars", dated=True),
    "calendar:write": Known("change your calendars", "calendars", dated=True),
    "contacts:read": Known("read your contacts", "address books"),
    "files:read": Known("read files in the folders you chose", dated=True),
    "files:open": Known("show files with the programs of this computer"),
    "files:write": Known("change files in the folders you chose", to=("path",)),
    "health:read": Known(
        "read your health data", "metrics", dated=True, resolutions=("label", "daily", "raw")
    ),
    "location:read": Known(
        "know where you are", dated=True, resolutions=("country", "city", "exact")
    ),
    "network:connect": Known("connect to the servers you chose"),
    "notifications:show": Known("show notifications"),
    "profile:read": Known("know your name and your mail addresses"),
}

_DESTINATIONS = ("address", "path", "host")

_FORM = re.compile(r"[a-z][a-z0-9_-]*:[a-z][a-z0-9_-]*")


class Permission(msgspec.Struct, frozen=True, order=True):
    """One permission, written `<resource>:<action>`, for example `mail:read`."""

    name: str

    def __post_init__(self) -> None:
        if not _FORM.fullmatch(self.name):
            raise ValueError(f"{self.name!r} is not a permission; write <resource>:<action>")

    def __str__(self) -> str:
        return self.name

    @property
    def resource(self) -> str:
        """The kind of data or device, for example `mail`."""
        return self.name.partition(":")[0]

    @property
    def action(self) -> str:
        """What is done with it, for example `read`."""
        return self.name.partition(":")[2]

    @property
    def meaning(self) -> str:
        """The words that the user reads; plugin-defined permissions speak through their reason."""
        return known(self.name).meaning


def known(name: str) -> Known:
    """What is known of a permission. One that a plugin defines knows no limit but where its
    calls go, because that is the one that llmos can keep without the plugin.
    """
    return VOCABULARY.get(name) or Known(name, to=_DESTINATIONS)


def is_known(name: str, plugin: str) -> bool:
    """Whether `plugin` may ask for this permission at all."""
    return name in VOCABULARY or (bool(_FORM.fullmatch(name)) and name.startswith(f"{plugin}:"))
