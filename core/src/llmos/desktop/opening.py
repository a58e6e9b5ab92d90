"""Opening a file with the program that the user has chosen for its kind."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

from llmos.errors import LlmosError

_PROGRAMS = frozenset(
    ".desktop .sh .bash .zsh .command .exe .com .bat .cmd .ps1 .vbs .js .jar .msi .scr .lnk .app"
    " .run .appimage .py .pl .rb .workflow .url".split()
)
"""Files that are run rather than shown by some system's opener."""


def open_file(path: Path) -> None:
    """Open a document; the program goes on when llmos ends."""
    refuse_programs(path)
    if sys.platform == "win32":
        os.startfile(path)
        return
    start([_opener(), str(path)], path)


def within(path: Path, folders: Iterable[Path]) -> Path:
    """The file that a path leads to; an error if that is not an ordinary file in these folders."""
    real = Path(os.path.realpath(path))
    roots = [Path(os.path.realpath(folder)) for folder in folders]
    if not any(real.is_relative_to(root) for root in roots):
        raise LlmosError(f"{path} does not lie in a folder that was allowed, so it is not opened.")
    if not real.is_file():
        raise LlmosError(f"{path} is not there, or it is no file.")
    return real


def refuse_programs(path: Path) -> None:
    """What would be run is not opened: a plugin could have been talked into it."""
    executable = bool(path.stat().st_mode & (stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH))
    if path.suffix.casefold() in _PROGRAMS or (os.name == "posix" and executable):
        raise LlmosError(f"{path.name} is a program, and llmos starts no programs.")


def start(command: list[str], path: Path) -> None:
    """Start a program that stays when this process ends."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise LlmosError(f"{path.name} cannot be opened: {error.strerror}.") from error
    # Somebody must hear that it ended, or it stays in the table of processes.
    threading.Thread(target=process.wait, daemon=True).start()


def require_screen() -> None:
    """An error where there is no screen to show anything on."""
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        raise LlmosError(
            "There is no screen here to show a file on.",
            hint="Run it in a terminal of your desktop.",
        )


def _opener() -> str:
    require_screen()
    name = "open" if sys.platform == "darwin" else "xdg-open"
    program = shutil.which(name)
    if program is None:
        raise LlmosError(
            f"The program {name}, which knows what opens which file, is not installed.",
            hint="Install the package xdg-utils.",
        )
    return program
