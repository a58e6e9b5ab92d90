"""Sources: the places that data come from, and how to tell what kind of place a path is.

A source belongs to one plugin, is of a kind that the plugin's manifest names, is opened by
exactly one permission, and may be changed with exactly one other, or not at all. Telling kinds
apart uses only the manifest's static marks, so nothing of a plugin runs before the user has agreed
to anything.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path

import msgspec

_DEPTH = 3
"""How many folders below the given one are looked through for sources."""


class Source(msgspec.Struct, frozen=True):
    """A place of the user's own: a Maildir, an mbox file, a calendar folder."""

    kind: str
    path: Path


class SourceKind(msgspec.Struct, frozen=True):
    """What the manifest says of one kind of source.

    A folder is of this kind if it has all `entries` and something that one of `holds` matches; a
    file, if one of `named` matches its name and it begins with `starts`. Marks that are not set
    are not asked for, and a kind without marks for folders, or for files, has none of these.
    `places` are paths, with `~` and `*`, where people usually keep such data. `permission` opens
    it for reading; `change`, if there is one, for writing too. What lies inside a `whole` one
    belongs to it and is no source of its own, whatever it looks like; of another, only what it
    `holds` does.
    """

    permission: str
    summary: str
    entries: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    starts: str = ""
    places: tuple[str, ...] = ()
    change: str = ""
    whole: bool = False

    @property
    def is_marked(self) -> bool:
        """Whether anything tells it from other places; if not, it is only ever named by hand."""
        return bool(self.entries or self.holds or self.named or self.starts)

    def fits(self, path: Path) -> bool:
        """Whether this one path is of this kind."""
        # os.path says no to what cannot be looked at, where Path would raise.
        if (self.entries or self.holds) and os.path.isdir(path):
            return all(os.path.exists(path / entry) for entry in self.entries) and self._has(path)
        if (self.named or self.starts) and os.path.isfile(path):
            return _matches(path.name, self.named) and self._begins(path)
        return False

    def owns(self, path: Path) -> bool:
        """Whether a file below a folder of this kind is one of those that it is about."""
        return bool(self.holds) and _matches(path.name, self.holds) and os.path.isfile(path)

    def _has(self, folder: Path) -> bool:
        if not self.holds:
            return True
        try:
            with os.scandir(folder) as entries:
                return any(_matches(entry.name, self.holds) for entry in entries)
        except OSError:
            return False

    def _begins(self, path: Path) -> bool:
        if not self.starts:
            return True
        try:
            with path.open("rb") as file:
                return file.read(len(self.starts.encode())) == self.starts.encode()
        except OSError:
            return False

    def find(self, path: Path) -> Iterator[Path]:
        """The path itself if it fits, otherwise what fits among the files and folders below it.

        A file that is named by itself fits by what it begins with, whatever it is called.
        """
        if self.fits(path) or (self.starts and os.path.isfile(path) and self._begins(path)):
            yield path
        elif os.path.isdir(path):
            yield from self._below(path)

    def _below(self, root: Path) -> Iterator[Path]:
        for folder, folders, files in os.walk(root):
            here = Path(folder)
            depth = len(here.relative_to(root).parts)
            matches = [name for name in (*folders, *files) if self.fits(here / name)]
            yield from (here / name for name in sorted(matches))
            folders[:] = [] if depth >= _DEPTH else [d for d in folders if d not in matches]

    def usual_places(self) -> Iterator[Path]:
        """Where such data lie on this machine, if they lie where people usually keep them."""
        for place in self.places:
            pattern = Path(os.path.expandvars(place)).expanduser()
            anchor = Path(pattern.anchor)
            for path in sorted(anchor.glob(str(pattern.relative_to(anchor)))):
                yield from self.find(path)


def outermost(sources: Iterable[Source], kinds: Mapping[str, SourceKind]) -> list[Source]:
    """Each place once, as the first kind that it fits, and none that belongs to another."""
    first = {source.path: source for source in reversed(list(sources))}

    def belongs(source: Source) -> bool:
        above = (first[parent].kind for parent in source.path.parents if parent in first)
        return any(
            kinds[one].whole or (one != source.kind and kinds[one].owns(source.path))
            for one in above
        )

    return [source for source in reversed(first.values()) if not belongs(source)]


def _matches(name: str, patterns: tuple[str, ...]) -> bool:
    return not patterns or any(fnmatch(name, pattern) for pattern in patterns)
