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

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


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

    def report(arrived: int) -> None:
        watcher(Progress(f"fetching {model.id}", arrived, model.download, "bytes"))

    with open_indexes(read_index_settings()) as indexes:
        for assembly in assemblies:
            for part in assembly.missing:
                ...


def _require_space(model: Model, assemblies: list[Assembly], folder: Path) -> None:
    needed, free = sum(assembly.space for assembly in assemblies), shutil.disk_usage(folder).free
    if needed > free:
        raise ModelError(
            f"{model.id} needs {megabytes(needed)} more in {folder}, where {megabytes(free)}"
            " are free. Nothing was fetched.",
            hint="Make room, or set LLMOS_MODELS to a folder on another disk.",
        )
