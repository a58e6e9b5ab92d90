"""A keyring in this process's memory, in the form that the library keyring documents."""

from __future__ import annotations

from typing import ClassVar

from keyring.backend import KeyringBackend


class Keyring(KeyringBackend):
    """Keeps what it is given until the process ends."""

    priority = 1  # type: ignore[assignment]  # the library types it as a class property
    kept: ClassVar[dict[tuple[str, str], str]] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]
