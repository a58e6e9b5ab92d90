"""A worker's process, from the outside: started bare, reached over one socket, ended for sure."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_KEPT_VARIABLES = ("LANG", "LC_ALL", "LC_CTYPE", "LC_TIME", "TZ", "SYSTEMROOT")
_GRACE_SECONDS = 2.0

# Without site no .pth file of any installed package runs, so the roots come from the kernel.
_BOOT = "import sys; sys.path += sys.argv[2:]; from llmos.runner.worker import main; main()"


class Process:
    """One started worker and the kernel's end of its socket pair."""

    def __init__(self, roots: Sequence[Path], log: Path, scratch: Path | None) -> None:
        ours, theirs = socket.socketpair()
        self.socket = ours
        log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with theirs, log.open("wb") as output:
            self._process = _start(theirs, roots, output.fileno(), _environment(scratch))

    @property
    def exit_code(self) -> int | None:
        """How it ended, or None while it runs. A negative number is the signal that ended it."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_GRACE_SECONDS)
        return self._process.poll()

    def interrupt(self) -> None:
        """Ask the running tool to stop. Where that cannot be asked, the process is ended."""
        if os.name == "posix":
            self._process.send_signal(signal.SIGINT)
        else:
            self.end()

    def kill(self) -> None:
        """End it now, whatever it is doing; whoever waits for it finds its channel closed."""
        self._process.kill()
        self._process.wait()

    def end(self) -> None:
        """End it now, and let go of its channel."""
        self.socket.close()
        self.kill()

    def dismiss(self) -> None:
        """Let it go: it ends by itself when its channel closes, and is made to if it does not."""
        self.socket.close()
        try:
            self._process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self.end()


def _environment(scratch: Path | None) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    # sqlite and tempfile spill here; elsewhere the worker may not write.
    return kept | ({"TMPDIR": str(scratch)} if scratch else {})


def _start(
    end: socket.socket, roots: Sequence[Path], output: int, environment: dict[str, str]
) -> subprocess.Popen[bytes]:
    posix = os.name == "posix"
    command = [sys.executable, "-I", "-S", "-B", "-c", _BOOT]
    process = subprocess.Popen(
        [*command, str(end.fileno()) if posix else "shared", *map(str, roots)],
        stdin=subprocess.DEVNULL if posix else subprocess.PIPE,
        stdout=output,
        stderr=output,
        env=environment,
        cwd=os.path.abspath(os.sep),
        pass_fds=[end.fileno()] if posix else (),
        # Ctrl-C in the terminal is the kernel's to handle; it tells the worker itself.
        start_new_session=posix,
    )
    if process.stdin is not None:
        with process.stdin as pipe:
            pipe.write(_shared(end, process.pid))
    return process


def _shared(end: socket.socket, process: int) -> bytes:
    # Windows hands a socket to another process as bytes; `share` exists only there.
    share = getattr(end, "share")  # noqa: B009  # unknown to type checkers on other systems
    return bytes(share(process))
