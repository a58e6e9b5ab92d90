"""The command line as users meet it: a process of its own, in a pipe or in a terminal."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from llmos.config import Home

# What the console script does, with the test's plugins in place of the developer's.
ENTRY = """
from llmos.plugins import discovery
discovery.GROUP = "llmos.test-plugins"
from llmos.cli import main
main()
"""
# A terminal sends Ctrl-C only to a process that it controls.
IN_TERMINAL = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
SECONDS = 60
PATIENCE = 3

Llmos = Callable[..., "subprocess.CompletedProcess[str]"]


class Terminal:
    """A pseudo-terminal with one llmos command in it; the test sits before it."""

    def __init__(self, arguments: tuple[str, ...], environment: dict[str, str]) -> None:
        self._ours, theirs = os.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-c", IN_TERMINAL + ENTRY, *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment,
            start_new_session=True,
        )
        os.close(theirs)
        self.screen = ""
        self._seen = 0

    def type(self, text: str) -> None:
        """What the user types."""
        os.write(self._ours, text.encode())

    def expect(self, text: str) -> None:
        """Read until this is on the screen, after what was expected before."""
        while text not in self.screen[self._seen :]:
            assert self._read(), f"{text!r} never came; on the screen was:\n{self.screen}"
        self._seen = self.screen.index(text, self._seen) + len(text)

    def interrupt(self, answer: str) -> None:
        """Ctrl-C until this is on the screen.

        Python's readline notices a signal only while it waits for a key: one that comes between
        drawing the last key and waiting for the next is kept until then. A person presses again.
        """
        for _ in range(SECONDS // PATIENCE):
            self.type("\x03")
            while answer not in self.screen[self._seen :] and self._read(PATIENCE):
                pass
            if answer in self.screen[self._seen :]:
                break
        self.expect(answer)

    def ends(self) -> int:
        """Read to the end; how the command ended."""
        while self._read():
            pass
        return self._process.wait(SECONDS)

    def close(self) -> None:
        """Take the terminal away."""
        self._process.kill()
        self._process.wait()
        os.close(self._ours)

    def _read(self, seconds: float = SECONDS) -> bool:
        ready, _, _ = select.select([self._ours], [], [], seconds)
        try:
            data = os.read(self._ours, 65536) if ready else b""
        except OSError:  # Linux ends a terminal so
            data = b""
        self.screen += data.decode()
        return bool(data)


@pytest.fixture
def environment(home: Home, tmp_path: Path) -> dict[str, str]:
    """The environment of a user who has the test's plugins and home, and no special wishes."""
    roots = [str(tmp_path / "site"), *filter(None, [os.environ.get("PYTHONPATH")])]
    unset = ("NO_COLOR", "FORCE_COLOR", "LLMOS_NOW", "COLUMNS", "PYTHONWARNINGS")
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    return kept | {"PYTHONPATH": os.pathsep.join(roots), "TERM": "xterm-256color"}


@pytest.fixture
def llmos(environment: dict[str, str]) -> Llmos:
    """Run a command in a pipe, as a script does; `code` is the exit code that it must have."""

    def run(
        *arguments: str, code: int = 0, entry: str = ENTRY, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-c", entry, *arguments],
            env=environment | variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=SECONDS,
        )
        assert done.returncode == code, done.stderr
        return done

    return run


@pytest.fixture
def terminal(environment: dict[str, str]) -> Iterator[Callable[..., Terminal]]:
    """Run a command in a terminal."""
    if sys.platform == "win32":
        pytest.skip("Windows has no pseudo-terminals of this kind")
    opened: list[Terminal] = []

    def run(*arguments: str) -> Terminal:
        opened.append(Terminal(arguments, environment))
        return opened[-1]

    yield run
    for one in opened:
        one.close()
