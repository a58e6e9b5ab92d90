"""Passwords and keys that the user gave one plugin: in the system's keyring, nowhere else.

state.db knows their names, so that nothing asks the keyring for what was never set. The one file
that knows the library keyring.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

from llmos.errors import ConfigError, StoreError
from llmos.installed import Plugin
from llmos.store import transaction

SCHEMA = (
    """CREATE TABLE secrets (
        plugin TEXT NOT NULL,
        distribution TEXT NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (plugin, distribution, name)
    )""",
)

_SERVICE = "llmos"
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_LONGEST = 16_384  # characters; Windows keeps less, and says so itself
_BACKENDS = (
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
    "keyring.backends.macOS.Keyring",
    "keyring.backends.Windows.WinVaultKeyring",
)


class Ring(Protocol):
    """A keyring, as the library keyring defines it."""

    def get_password(self, service: str, username: str) -> str | None:
        """What is kept there."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Keep it no longer."""
        ...


class Secrets:
    """The secrets of one home. Each belongs to one plugin of one distribution."""

    def __init__(self, state: sqlite3.Connection, home: Path, ring: Callable[[], Ring]) -> None:
        self._state = state
        self._home = home
        self._ring = ring

    def names(self, plugin: str | None = None) -> list[tuple[str, str]]:
        """Plugin and name of each secret; the values stay where they are."""
        rows = self._state.execute("SELECT plugin, name FROM secrets ORDER BY plugin, name")
        return [(owner, name) for owner, name in rows if plugin in (None, owner)]

    def get(self, plugin: Plugin, name: str) -> str | None:
        """The secret; None if it was never set."""
        if not self._is_set(plugin.id, plugin.distribution, name):
            return None
        with _sentences():
            return self._ring().get_password(_SERVICE, self._user(plugin, name))

    def put(self, plugin: Plugin, name: str, value: str) -> None:
        """Keep a secret, in place of an earlier one of that name."""
        check_name(name)
        if not value or len(value) > _LONGEST:
            raise ConfigError(f"A secret has 1 to {_LONGEST:,} characters; nothing was kept.")
        with _sentences():
            ring, user = self._ring(), self._user(plugin, name)
            ring.set_password(_SERVICE, user, value)
            if ring.get_password(_SERVICE, user) != value:
                raise StoreError("The keyring of this system did not keep the secret.")
        with transaction(self._state) as state:
            state.execute(
                "INSERT OR IGNORE INTO secrets VALUES (?, ?, ?)",
                (plugin.id, plugin.distribution, name),
            )

    def remove(self, plugin: str, name: str | None = None) -> int:
        """Forget one secret of a plugin, or all of them, whatever distribution they were for;
        returns how many.
        """
        found = [row for row in self._rows() if row[0] == plugin and name in (None, row[2])]
        for row in found:
            with _sentences():
                _delete(self._ring(), self._named(*row))
            with transaction(self._state) as state:
                state.execute(
                    "DELETE FROM secrets WHERE plugin = ? AND distribution = ? AND name = ?", row
                )
        return len(found)

    def _is_set(self, plugin: str, distribution: str, name: str) -> bool:
        return (plugin, distribution, name) in self._rows()

    def _rows(self) -> list[tuple[str, str, str]]:
        return self._state.execute("SELECT plugin, distribution, name FROM secrets").fetchall()

    def _user(self, plugin: Plugin, name: str) -> str:
        return self._named(plugin.id, plugin.distribution, name)

    def _named(self, plugin: str, distribution: str, name: str) -> str:
        # Homes apart from each other, and whoever takes a plugin's id from its distribution.
        return f"{self._home}:{distribution}/{plugin}/{name}"


def check_name(name: str) -> None:
    """A `ConfigError` if a secret cannot be called that."""
    if not _NAME.fullmatch(name):
        raise ConfigError(
            f"{name!r} is no name for a secret.",
            hint="Small letters, digits, - and _, at most 64, beginning with a letter.",
        )


def system_ring() -> Ring:
    """The keyring of this system, or the one that the user has chosen for the library keyring.

    The library would load every backend that any installed package declares; a plugin is a package
    too, and its code must not run here. So only the library's own backends are looked at.
    """
    core = _library()
    chosen = core.load_env() or core.load_config()
    found = [chosen] if chosen else list(_viable(core))
    if not found:
        raise _no_ring()
    ring: Ring = max(found, key=lambda one: one.priority)
    return ring


def _viable(core: Any) -> Iterator[Any]:
    for name in _BACKENDS:
        # A backend that does not work here says so by raising whatever it meets.
        with contextlib.suppress(Exception):
            yield core.load_keyring(name)


def _delete(ring: Ring, user: str) -> None:
    # Somebody may have removed it with the system's own program.
    if ring.get_password(_SERVICE, user) is not None:
        ring.delete_password(_SERVICE, user)


def _library() -> Any:
    # Imported here because only secrets need it.
    try:
        import keyring.core
    except ImportError as error:
        raise StoreError(
            "Secrets need the library keyring, which is not installed.",
            hint='pip install "llmos[local]"',
        ) from error
    return keyring.core


def _no_ring() -> StoreError:
    return StoreError(
        "There is no keyring on this machine in which a secret could be kept.",
        hint="Install and unlock one that speaks Secret Service, such as GNOME Keyring or KWallet "
        "(on a server: gnome-keyring with dbus-run-session).",
    )


@contextlib.contextmanager
def _sentences() -> Iterator[None]:
    """What a keyring raises, as a sentence that holds no secret."""
    try:
        yield
    except StoreError:
        raise
    except Exception as error:  # backends raise what their systems give them
        raise StoreError(
            f"The keyring of this system cannot be used ({type(error).__name__}).",
            hint="Unlock it and try again.",
        ) from None
