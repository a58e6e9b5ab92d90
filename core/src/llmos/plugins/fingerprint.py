"""Fingerprints: the same as long as the plugin is the same, down to its files."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
from importlib_metadata import distribution as installed

from llmos.plugins.distribution import Distribution
from llmos.plugins.metadata import name_and_version


class _DirectoryInfo(msgspec.Struct, frozen=True):
    editable: bool = False


class _Origin(msgspec.Struct, frozen=True):
    """direct_url.json, as far as it matters here (PEP 610)."""

    dir_info: _DirectoryInfo = _DirectoryInfo()


def fingerprint(distribution: Distribution, folder: Path, manifest: str) -> str:
    """A hash over name, version, manifest and recorded files, and over what runs them.

    An installed wheel is known by its RECORD, which holds the hash of each file. An editable
    install records nothing of its source, so there the files themselves count, by size and time.
    """
    parts = [
        *name_and_version(distribution),
        manifest,
        distribution.read_text("RECORD") or "",
        *name_and_version(installed("llmos")),
        sys.version,
    ]
    if is_editable(distribution):
        parts.extend(_files(folder))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def contents(distribution: Distribution) -> str:
    """A hash over what the wheel itself brought, whatever installed it and wherever."""
    lines = (distribution.read_text("RECORD") or "").splitlines()
    files = sorted(line for line in lines if _is_of_the_wheel(line.split(",")[0]))
    return hashlib.sha256("\n".join(files).encode()).hexdigest()


def _is_of_the_wheel(path: str) -> bool:
    """Whether a recorded file came with the wheel: byte code, scripts and notes of the installer's
    are made anew in each installation.
    """
    folder, _, name = path.rpartition("/")
    if folder.endswith(".dist-info"):
        return name in ("METADATA", "entry_points.txt")
    return not path.startswith(("..", "/")) and not name.endswith(".pyc")


def is_editable(distribution: Distribution) -> bool:
    """Whether its metadata call it a developer's own tree."""
    origin = msgspec.json.decode(distribution.read_text("direct_url.json") or "{}", type=_Origin)
    return origin.dir_info.editable


def _files(folder: Path) -> Iterator[str]:
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            stat = os.lstat(os.path.join(path, name))  # editors leave links to nowhere
            yield f"{path}/{name}:{stat.st_size}:{stat.st_mtime_ns}"
