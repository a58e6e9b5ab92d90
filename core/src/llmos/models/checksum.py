"""The sha256 of a file that may be large enough to be worth watching."""

from __future__ import annotations

import hashlib
from pathlib import Path

from llmos.events import Progress, Watcher

CHUNK = 1 << 20


def sha256(path: Path, name: str, watcher: Watcher) -> str:
    """The file's checksum in hex; the watcher hears, under `name`, how far reading has come."""
    digest, done, total = hashlib.sha256(), 0, path.stat().st_size
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            done += len(chunk)
            watcher(Progress(f"checking {name}", done, total, "bytes"))
    return digest.hexdigest()
