"""The vocabulary of permissions: what a plugin may ask for, and what the user reads for it.

A permission is `<resource>:<action>`. Resources listed here belong to llmos; a plugin may also
define permissions of its own whose resource is the plugin's id. Who holds which permission is
the broker's business, not this file's.
"""

from __future__ import annotations

import re

import msgspec

VOCABULARY: dict[str, str] = {
    "mail:read": "read your mail",
    "mail:write": "save drafts in your mail",
    "mail:send": "send mail in your name",
    "calendar:read": "read your calendars",
    "calendar:write": "change your calendars",
    "contacts:read": "read your contacts",
    "files:read": "read files in the folders you chose",
    "files:write": "change files in the folders you chose",
    "health:read": "read your health data",
    "location:read": "know where you are",
    "network:connect": "connect to the servers you chose",
    "notifications:show": "show notifications",
    "profile:read": "know your name and your mail addresses",
}

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
        return VOCABULARY.get(self.name, self.name)


def is_known(name: str, plugin: str) -> bool:
    """Whether `plugin` may ask for this permission at all."""
    return name in VOCABULARY or (bool(_FORM.fullmatch(name)) and name.startswith(f"{plugin}:"))
