"""Where weights lie on this computer, and whether they are all there."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import platformdirs

from llmos.errors import ModelError
from llmos.events import Watcher, unwatched
from llmos.models.assemble import Assembly
from llmos.models.catalogue import File, Model, catalogue, default
from llmos.models.checksum import sha256
from llmos.models.sizes import megabytes

FOLDER_VARIABLE = "LLMOS_MODELS"

_GGUF = b"GGUF"
_GGUF_HEADER = 24  # magic, version, number of tensors, number of entries


@dataclass(frozen=True)
class Status:
    """How much of a model is here.

    `done` of `total` bytes of the download; a damaged model has a file of the wrong size.
    """

    state: Literal["installed", "partial", "missing", "damaged"]
    done: int
    total: int

    @property
    def words(self) -> str:
        """The state for the user; an unfinished one says how far it has come."""
        if self.state != "partial":
            return self.state
        return f"partial, {megabytes(self.done)} of {megabytes(self.total)}"


class Library:
    """The folder of weights: one folder a model, named by its id."""

    def __init__(self, folder: Path | None = None) -> None:
        """Use `folder`, else the one that `LLMOS_MODELS` names, else the user's cache."""
        self.folder = folder or _usual_folder()

    def path(self, model: Model) -> Path:
        """Where the model's weights lie or will lie; its other files are beside them."""
        return self._file(model, model.files[0])

    def status(self, model: Model) -> Status:
        """How much of the model is here, judged by sizes alone, so at once."""
        sizes = {file: _size(self._file(model, file)) for file in model.files}
        lacking = [file for file, size in sizes.items() if size != file.size]
        away = sum(file.download - self.assembly(model, file).fetched for file in lacking)
        done = model.download - away
        if not lacking:
            return Status("installed", done, model.download)
        if any(sizes[file] is not None for file in lacking):
            return Status("damaged", done, model.download)
        return Status("partial" if done else "missing", done, model.download)

    def verify(self, model: Model, watcher: Watcher = unwatched) -> None:
        """Read every file and compare its checksum; a wrong one is an error that names it."""
        self._require(model)
        for file in model.files:
            if not self.sound(model, file, watcher):
                raise ModelError(
                    f"{self._file(model, file)} is damaged: its contents are not those of"
                    f" {model.id}.",
                    hint=f"llmos models pull {model.id} fetches it again.",
                )

    def sound(self, model: Model, file: File, watcher: Watcher = unwatched) -> bool:
        """Whether this file of the model is here, byte for byte."""
        path = self._file(model, file)
        return _size(path) == file.size and sha256(path, file.name, watcher) == file.sha256

    def find(self, name: str) -> Path:
        """The weights to load: of a catalogue id, a GGUF file's path, or "" for the default."""
        wanted = name or default("language").id
        for model in catalogue():
            if model.id == wanted:
                self._require(model)
                return self.path(model)
        return _gguf(Path(os.path.expanduser(name)))

    def assembly(self, model: Model, file: File) -> Assembly:
        """The file as it is put together, from however much of it is here."""
        return Assembly(file, self.path(model).parent)

    def _file(self, model: Model, file: File) -> Path:
        return self.folder / model.id / file.name

    def _require(self, model: Model) -> None:
        if (status := self.status(model)).state != "installed":
            raise ModelError(
                _ABSENT[status.state].format(model.id, self.path(model).parent),
                hint=f"llmos models pull {model.id}",
            )


_ABSENT = {
    "missing": "The model {} is not on this computer ({} has no weights).",
    "partial": "The model {} has only been fetched in part; what is here lies in {}.",
    "damaged": "The model {} is damaged: a file in {} has the wrong size.",
}


def _usual_folder() -> Path:
    if chosen := os.environ.get(FOLDER_VARIABLE):
        return Path(chosen).expanduser().absolute()
    return platformdirs.user_cache_path("llmos", appauthor=False) / "models"


def _size(path: Path) -> int | None:
    return path.stat().st_size if path.is_file() else None


def _gguf(path: Path) -> Path:
    """The path, if what lies there begins like a GGUF file."""
    if not path.is_file():
        raise ModelError(
            f"{path} is neither a model of the catalogue nor a file.",
            hint="llmos models list shows the models; any GGUF file can be used by its path.",
        )
    try:
        with path.open("rb") as file:
            start = file.read(_GGUF_HEADER)
    except OSError as error:
        raise ModelError(
            f"{path} cannot be read: {error.strerror}.", hint="Check who may read the file."
        ) from error
    if len(start) < _GGUF_HEADER or not start.startswith(_GGUF):
        raise ModelError(
            f"{path} is not a GGUF file, or only the beginning of one.",
            hint="Fetch the file again, or choose another with llmos models use.",
        )
    return path
