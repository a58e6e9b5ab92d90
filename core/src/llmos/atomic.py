"""Writing a file so that a reader, a crash or a full disk never meets half of it; and deleting."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from llmos.errors import StoreError


def write_atomically(path: Path, content: bytes) -> None:
    """Replace `path` by `content`, readable by the user alone; the old file stays until then."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        _replace(path, content)
    except OSError as error:
        raise StoreError(
            f"{path} could not be written: {error.strerror}.", hint="The old content is untouched."
        ) from error


def remove_folder(folder: Path) -> None:
    """Delete a folder with all that is in it, or say what is left."""
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise StoreError(
            f"{folder} could not be deleted: {error.strerror}.", hint="Delete it yourself."
        ) from error


def _replace(path: Path, content: bytes) -> None:
    name = path.with_name(f".{path.name}-{os.getpid()}")
    handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        name.unlink(missing_ok=True)
        raise


def remove_leftovers(path: Path) -> None:
    """Remove what a crash left beside `path`; only where nobody else writes it meanwhile."""
    for name in path.parent.glob(f".{path.name}-*"):
        name.unlink(missing_ok=True)
