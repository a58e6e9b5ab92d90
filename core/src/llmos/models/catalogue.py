"""The models that llmos knows by name: what catalogue.toml says, as values.

A model is one or more files; a file is put together from members of wheels. Any other GGUF file
is used by its path and needs no entry here.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from llmos.errors import ModelError

Role = Literal["language", "embedding"]
Size = Annotated[int, msgspec.Meta(gt=0)]
FileName = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9._-]*$")]


@dataclass(frozen=True)
class Part:
    """One wheel that carries a piece of a file; `size` is the wheel's own, in bytes."""

    distribution: FileName
    version: FileName
    member: str
    size: Size


@dataclass(frozen=True)
class File:
    """One file of a model: its parts' members, one after the other."""

    name: FileName
    size: Size
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    parts: Annotated[tuple[Part, ...], msgspec.Meta(min_length=1)]

    @property
    def download(self) -> int:
        """How many bytes cross the network to get this file."""
        return sum(part.size for part in self.parts)


@dataclass(frozen=True)
class Model:
    """One entry of the catalogue.

    `memory` is what running it takes, in bytes; `context` counts tokens. The first file holds the
    weights, whatever else the model needs lies beside it.
    """

    id: FileName
    role: Role
    title: str
    license: str
    origin: str
    memory: Size
    context: Size
    files: Annotated[tuple[File, ...], msgspec.Meta(min_length=1)]
    default: bool = False

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(file.size for file in self.files)

    @property
    def download(self) -> int:
        """How many bytes cross the network to get it."""
        return sum(file.download for file in self.files)


@dataclass(frozen=True)
class _Page:
    models: tuple[Model, ...]


@cache
def catalogue() -> tuple[Model, ...]:
    """Every model, in the order in which to offer them."""
    text = Path(__file__).with_name("catalogue.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), _Page).models


def default(role: Role) -> Model:
    """The model to use in this role when the user has not chosen one."""
    return next(model for model in catalogue() if model.role == role and model.default)


def find_model(name: str) -> Model:
    """The model of this id."""
    for model in catalogue():
        if model.id == name:
            return model
    raise ModelError(
        f"There is no model called {name!r}.", hint="llmos models list shows those there are."
    )
