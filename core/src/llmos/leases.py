"""Leases: who runs a plugin with the user's answers now, in which process, and that it must end.

A worker runs under a lease on each plugin whose answers it uses. Taking answers back counts one up
for that plugin; every process that holds a lease on it sees that within a fraction of a second,
ends the worker and lets the lease go. Whoever took back waits for that before deleting anything.

A lease is a file that its holder keeps locked, so the system lets it go when the holder dies.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from llmos.config import Home
from llmos.errors import StoreError

_COUNT = "taken-back"
_PATIENCE = 5.0  # seconds; far more than a process needs that is not suspended
_PAUSE = 0.02
_numbers = itertools.count(1)


class Lease:
    """Held on some plugins until it is released."""

    def __init__(self, folders: dict[Path, int], files: dict[Path, int]) -> None:
        self._folders = folders
        self._files = files

    @property
    def is_over(self) -> bool:
        """Whether something was taken back from one of the plugins since."""
        return any(_count(folder) != count for folder, count in self._folders.items())

    def release(self) -> None:
        """Let it go; the worker has ended."""
        while self._files:
            path, handle = self._files.popitem()
            path.unlink(missing_ok=True)
            os.close(handle)


NO_LEASE = Lease({}, {})
"""For what runs without any answer of the user's."""


class Leases:
    """The leases of one home."""

    def __init__(self, home: Home) -> None:
        self._folder = home.data / "leases"

    def marks(self, plugins: Iterable[str]) -> dict[str, int]:
        """How often something was taken back from each plugin; look before you decide."""
        return {plugin: _count(self._folder / plugin) for plugin in plugins}

    def take(self, plugins: Iterable[str]) -> Lease:
        """A lease on all of these plugins."""
        folders = [self._folder / plugin for plugin in set(plugins)]
        # Counted before the files are there: what is taken back in between ends the lease at once.
        with _sentences(self._folder):
            counts = {folder: _count(folder) for folder in folders}
            return Lease(counts, dict(map(_hold, folders)))

    def take_back(self, plugin: str) -> None:
        """End every worker that runs with the answers of this plugin, wherever it does, and return
        when none is left. The answers themselves are gone before.
        """
        folder = self._folder / plugin
        with _sentences(folder):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with (folder / _COUNT).open("ab") as file:
                file.write(b".")
        end = time.monotonic() + _PATIENCE
        while held := list(_held(folder)):
            if time.monotonic() > end:
                raise _still_held(plugin, held)
            time.sleep(_PAUSE)


def _count(folder: Path) -> int:
    try:
        return os.stat(folder / _COUNT).st_size
    except FileNotFoundError:
        return 0


def _hold(folder: Path) -> tuple[Path, int]:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    while True:
        path = folder / f"{os.getpid()}-{next(_numbers)}"
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        # Somebody who looks for leases may find the file before it is locked, and clear it away.
        with contextlib.suppress(BlockingIOError):
            _lock(handle)
            if path.exists():
                return path, handle
        os.close(handle)


def _held(folder: Path) -> Iterator[Path]:
    """The leases that a process holds; those of processes that died are cleared away."""
    for path in folder.iterdir():
        if path.name == _COUNT:
            continue
        with contextlib.suppress(FileNotFoundError):
            handle = os.open(path, os.O_RDWR)
            try:
                _lock(handle)
                path.unlink(missing_ok=True)
            except BlockingIOError:
                yield path
            finally:
                os.close(handle)


def _lock(handle: int) -> None:
    """Lock it for this process, or raise `BlockingIOError` if another one holds it."""
    if os.name == "nt":
        import msvcrt

        locking = getattr(msvcrt, "locking")  # noqa: B009  # unknown to type checkers elsewhere
        try:
            locking(handle, 2, 1)  # LK_NBLCK, one byte
        except OSError as error:
            raise BlockingIOError from error
        return
    import fcntl

    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextlib.contextmanager
def _sentences(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"{folder} cannot be used: {error.strerror}.", hint="Check the free space."
        ) from error


def _still_held(plugin: str, held: list[Path]) -> StoreError:
    numbers = ", ".join(sorted({path.name.partition("-")[0] for path in held}))
    return StoreError(
        f"The answers of {plugin} are taken back, but the process {numbers} still runs it and does "
        "not end it; what it derived was not deleted.",
        hint="End that process, then repeat the command.",
    )
