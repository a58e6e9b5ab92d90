"""What is passed over: secrets and hidden things always, the rest by rules of the user's."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pathspec import GitIgnoreSpec

_SECRET_FILES = (
    "*.pem *.key *.p12 *.pfx *.p8 *.jks *.keystore *.kdbx *.kdb *.gpg *.pgp *.asc *.ppk *.ovpn"
    " *.age *.psafe3 *.1pux *.agilekeychain *.opvault id_rsa* id_dsa* id_ecdsa* id_ed25519*"
    " *.secret *secrets.* *credentials* *password* *passwort* *kennwort* wallet.dat *.wallet"
    " logins.json key?.db signons.sqlite cookies.sqlite login?data"
)
_SECRET_FOLDERS = "gnupg .gnupg .ssh .password-store password-store keyrings *.opvault"
_BUILT_FOLDERS = (
    "node_modules __pycache__ venv site-packages target build dist bower_components vendor"
    " lost+found $RECYCLE.BIN System?Volume?Information"
)
_IGNORE_FILE = b".gitignore"
_LONGEST_RULES = 64_000


def _names(patterns: str) -> re.Pattern[str]:
    alternatives = (
        "".join({"*": ".*", "?": "."}.get(letter, re.escape(letter)) for letter in pattern)
        for pattern in patterns.split()
    )
    return re.compile(f"(?:{'|'.join(alternatives)})", re.IGNORECASE)


_SECRET_FILE = _names(_SECRET_FILES)
_SECRET_FOLDER = _names(_SECRET_FOLDERS)
_BUILT_FOLDER = _names(_BUILT_FOLDERS)


def why_not_a_file(name: str) -> str:
    """Why a file of this name is never read; empty if it may be."""
    if name.startswith("."):
        return "hidden"
    return "secret" if _SECRET_FILE.fullmatch(name) else ""


def why_not_a_folder(name: str) -> str:
    """Why a folder of this name is never entered; empty if it may be."""
    if _SECRET_FOLDER.fullmatch(name):
        return "secret"
    if name.startswith("."):
        return "hidden"
    return "made by programs" if _BUILT_FOLDER.fullmatch(name) else ""


WORDS = {
    "hidden": "Its name begins with a dot, and hidden things are not read.",
    "secret": "It is of a kind that keeps keys or passwords, which are never read.",
    "made by programs": "Programs fill such folders; they hold nothing that you wrote.",
    "ignored": "A .gitignore file or the setting `ignore` says to pass it over.",
    "a link": "It is a symbolic link, and links can lead anywhere.",
    "linked elsewhere": "The same file has another name outside of the folders that you chose.",
    "mounted": "Something else is mounted there; name it as a source of its own.",
    "not a file": "It is a pipe, socket or device.",
    "cannot be opened": "The system does not let this user open it.",
    "too deep": "It lies below more folders than are looked into.",
}
"""What each reason means for the user."""


@dataclass(frozen=True)
class Rules:
    """The rules of one folder and of all above it: the patterns, and how far up each counts from.

    Later ones, that lie deeper, are stronger, as they are for git.
    """

    specs: tuple[tuple[int, GitIgnoreSpec], ...] = ()

    def within(self, folder: int, depth: int) -> Rules:
        """These, and those of the file in an open folder; `depth` is the folder's."""
        return self.adding(_lines(folder), depth)

    def adding(self, lines: Sequence[str], depth: int = 0) -> Rules:
        """These, and rules that count from a folder of this depth."""
        spec = GitIgnoreSpec.from_lines(lines)
        return Rules((*self.specs, (depth, spec))) if spec.patterns else self

    def ignore(self, names: Iterable[str], *, is_folder: bool) -> bool:
        """Whether what these names lead to, from the root, is to be passed over."""
        path = [*names]
        for depth, spec in reversed(self.specs):
            result = spec.check_file("/".join(path[depth:]) + "/" * is_folder)
            if result.include is not None:
                return result.include
        return False


def _lines(folder: int) -> list[str]:
    try:
        file = os.open(_IGNORE_FILE, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0), dir_fd=folder)
    except OSError:
        return []
    with os.fdopen(file, "rb") as opened:
        return opened.read(_LONGEST_RULES).decode("utf-8", "replace").splitlines()
