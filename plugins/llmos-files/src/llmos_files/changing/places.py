"""Places that a change may touch: named by the user, beneath a granted folder."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from llmos_files.folders.beneath import Outside, open_folder, parts_beneath, root_of, shown
from llmos_files.folders.rules import why_not_a_file, why_not_a_folder


@dataclass(frozen=True)
class Place:
    """A path beneath a granted folder, with a plain name at its end."""

    root: Path
    folders: tuple[bytes, ...]
    name: bytes

    @property
    def path(self) -> bytes:
        """The whole path."""
        return b"/".join([os.fsencode(self.root), *self.folders, self.name])

    def __str__(self) -> str:
        return shown(self.path)

    @contextlib.contextmanager
    def opened(self, *, make: bool = False) -> Iterator[int]:
        """A descriptor of its folder; `make` makes the folders that are missing on the way."""
        if make:
            self._make_folders()
        with open_folder(self.root, list(self.folders)) as folder:
            yield folder

    def exists(self) -> bool:
        """Whether anything lies there."""
        try:
            with self.opened() as folder:
                os.stat(self.name, dir_fd=folder, follow_symlinks=False)
        except FileNotFoundError:
            return False
        return True

    def is_folder(self) -> bool:
        """Whether a folder lies there."""
        try:
            with self.opened() as folder:
                status = os.stat(self.name, dir_fd=folder, follow_symlinks=False)
        except FileNotFoundError:
            return False
        return stat.S_ISDIR(status.st_mode)

    def _make_folders(self) -> None:
        for count in range(1, len(self.folders) + 1):
            with (
                open_folder(self.root, list(self.folders[: count - 1])) as folder,
                contextlib.suppress(FileExistsError),
            ):
                os.mkdir(self.folders[count - 1], dir_fd=folder)


def place_at(roots: Sequence[Path], text: str) -> Place:
    """The place that a text names: a whole path, or one from the first granted folder on.

    Raises `Outside` for what lies elsewhere, for names that are hidden or of secrets.
    """
    if not roots:
        raise Outside("No folder is opened for changes.")
    written = os.path.expanduser(text.strip())
    path = os.fsencode(written if os.path.isabs(written) else os.path.join(roots[0], written))
    if b"\0" in path:
        raise Outside("A path holds no zero byte.")
    root = root_of(list(roots), path.rstrip(b"/"))
    *folders, name = parts_beneath(root, path.rstrip(b"/"))
    for part in folders:
        if why_not_a_folder(shown(part)):
            raise Outside(f"The folder {shown(part)} is hidden or holds secrets; it is left alone.")
    if why_not_a_file(shown(name)):
        raise Outside(f"{shown(name)} is hidden or holds a secret; it is left alone.")
    return Place(root, tuple(folders), name)
