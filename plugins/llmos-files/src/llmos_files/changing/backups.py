"""Former contents, kept in the plugin's own folder until they are too many."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from llmos_files.changing.files import Refused

_KEPT = 200


def keep(folder: Path, content: bytes | None) -> str:
    """Keep a former content; the name that `load` finds it by, empty if there was none."""
    if content is None:
        return ""
    folder.mkdir(exist_ok=True, mode=0o700)
    _drop_oldest(folder)
    name = secrets.token_hex(16)
    (folder / name).write_bytes(content)
    return name


def load(folder: Path, name: str) -> bytes:
    """A kept content."""
    if not name.isalnum():
        raise Refused("There is no such backup.")
    try:
        return (folder / name).read_bytes()
    except FileNotFoundError as error:
        raise Refused("The former content is no longer kept.") from error


def _drop_oldest(folder: Path) -> None:
    kept = sorted(os.scandir(folder), key=lambda entry: entry.stat().st_mtime_ns)
    for entry in kept[: max(0, len(kept) - _KEPT + 1)]:
        os.unlink(entry.path)
