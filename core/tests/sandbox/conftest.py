"""The arena that attacks and controls run in, for each user and each Landlock ABI."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from llmos.sandbox import tier

HERE = Path(__file__).parent
SOURCE = HERE.parents[1] / "src"
NOBODY = 65534

Outcomes = dict[str, str]
Arena = Callable[..., Outcomes]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Confinement exists on Linux; elsewhere `tier` says so and nothing here can run."""
    if sys.platform != "linux":
        for item in items:
            if HERE in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="confinement is tested on Linux only"))


@pytest.fixture(params=["root", "an ordinary user"])
def user(request: pytest.FixtureRequest) -> int:
    """The id of the user that runs the arena."""
    here = os.getuid()
    if request.param == "root" and here != 0:
        pytest.skip("these tests were not started as root")
    return NOBODY if request.param != "root" and here == 0 else here


@pytest.fixture
def ordinary_user() -> int:
    """The id of a user that is not root."""
    return os.getuid() or NOBODY


@pytest.fixture
def arena() -> Iterator[Arena]:
    """Run attacks or controls as a user: returns what became of each, by name."""
    _needs_enforcement()
    # Not tmp_path: only its owner may pass pytest's folders, and the user here may be another.
    with tempfile.TemporaryDirectory(prefix="llmos-arena-") as folder:

        def run(user: int, abi: int | None, **request: object) -> Outcomes:
            ground = Path(tempfile.mkdtemp(dir=folder))
            for path in (folder, ground):
                os.chown(path, user, -1)
            defaults: dict[str, object] = {"only": [], "without": [], "limits": {}, "abi": abi}
            return _run(user, defaults | request | {"folder": str(ground)})

        yield run


@pytest.fixture
def worker() -> Callable[[str], str]:
    """Run code in a fresh process, as the runner starts workers; returns what it printed."""
    _needs_enforcement()

    def run(code: str) -> str:
        start = f"import sys; sys.path.insert(0, {str(SOURCE)!r})\n"
        command = [sys.executable, "-I", "-S", "-B", "-c", start + dedent(code)]
        finished = subprocess.run(command, capture_output=True, text=True, check=False)
        assert finished.returncode == 0, finished.stderr
        return finished.stdout

    return run


def _needs_enforcement() -> None:
    if not tier().enforced:
        pytest.skip(tier().summary)


def _run(user: int, request: dict[str, object]) -> Outcomes:
    program = HERE / "inside" / "arena.py"
    request |= {"source": str(SOURCE), "roots": _import_roots()}
    finished = subprocess.run(
        [_interpreter(user), "-I", "-S", "-B", str(program), json.dumps(request)],
        capture_output=True,
        text=True,
        check=False,
        **_as_user(user),
    )
    assert finished.returncode == 0, finished.stderr
    outcomes: Outcomes = json.loads(finished.stdout)
    unclear = {name: words for name, words in outcomes.items() if "SIGALRM" in words}
    unclear |= {name: words for name, words in outcomes.items() if "not confined" in words}
    assert not unclear
    return outcomes


def _import_roots() -> list[str]:
    return [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]


def _as_user(user: int) -> dict[str, Any]:
    return {} if user == os.getuid() else {"user": user, "group": user, "extra_groups": []}


@cache
def _interpreter(user: int) -> str:
    """This interpreter, or the system's where the user may not reach this one."""
    reads_us = f"import sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
    for program in filter(None, (sys.executable, shutil.which("python3", path="/usr/bin"))):
        try:
            subprocess.run([program, "-I", "-c", reads_us], check=True, **_as_user(user))
        except (OSError, subprocess.CalledProcessError):
            continue
        return program
    pytest.skip("this Python lies in a folder that an ordinary user may not enter")
