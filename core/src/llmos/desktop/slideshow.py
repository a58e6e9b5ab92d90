"""A slideshow in LibreOffice, from a given slide on; which slide is shown is asked back from it.

LibreOffice is told what to do through its own interface, UNO, by a small script that runs in a
Python which has that interface: the system's, or the one that comes with LibreOffice.
"""

from __future__ import annotations

import json
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from llmos.desktop.opening import refuse_programs, require_screen, start
from llmos.errors import LlmosError

_SCRIPT = Path(__file__).with_name("conductor.py")
_SECONDS = 90
_OFFICES = ("soffice", "libreoffice")


def show_slides(path: Path, slide: int) -> int:
    """Start the slideshow of a presentation at a slide (from 1); the slide that is shown."""
    require_screen()
    refuse_programs(path)
    office = _office()
    python = _python(office)
    pipe = f"llmos{secrets.token_hex(8)}"
    # If LibreOffice is running already, this one hands its wish over to it and ends.
    accept = f"--accept=pipe,name={pipe};urp;"
    start([office, "--nologo", "--norestore", "--nodefault", accept], path)
    done = subprocess.run(
        [python, str(_SCRIPT), pipe, path.as_uri(), str(slide)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    return _shown(done, path)


def _shown(done: subprocess.CompletedProcess[str], path: Path) -> int:
    try:
        answer = json.loads(done.stdout.strip().splitlines()[-1])
    except (IndexError, ValueError) as error:
        raise LlmosError(
            f"LibreOffice did not show {path.name}.", hint=done.stderr.strip()[-300:]
        ) from error
    if "error" in answer:
        raise LlmosError(
            f"LibreOffice does not show {path.name}: {answer['error']}",
            hint="Where one is open that hangs or asks something of its own, close it first.",
        )
    return int(answer["slide"])


def _office() -> str:
    found = next(filter(None, map(shutil.which, _OFFICES)), None)
    if found is None:
        raise LlmosError(
            "A slideshow needs LibreOffice, which is not installed.",
            hint="Install libreoffice-impress.",
        )
    return found


@cache
def _python(office: str) -> str:
    """A Python that can speak to LibreOffice."""
    for candidate in _pythons(office):
        tried = subprocess.run(
            [candidate, "-c", "import uno"], capture_output=True, check=False, timeout=_SECONDS
        )
        if tried.returncode == 0:
            return candidate
    raise LlmosError(
        "LibreOffice is installed, but not the part of it that can be told which slide to show.",
        hint="Install python3-uno.",
    )


def _pythons(office: str) -> Iterator[str]:
    program = Path(office).resolve().parent
    for candidate in (program / "python", program / "python3", Path("/usr/bin/python3")):
        if candidate.exists():
            yield str(candidate)
