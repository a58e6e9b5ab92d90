"""What a worker starts with: no secrets, no start-up files, only the folders it needs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from llmos.errors import SandboxError
from llmos.runner.roots import import_roots
from llmos.sandbox import tier
from llmos.sources import Source

Probe = Callable[..., Path]
Bench = Any

confined = pytest.mark.skipif(not tier().enforced, reason="this machine cannot confine workers")


def test_secrets_in_the_environment_do_not_reach_it(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SERVICE_TOKEN", "secret")
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    seen = bench.do("found = dict(os.environ)")
    assert seen["LANG"] == "de_DE.UTF-8"
    assert seen["TMPDIR"] == str(bench.home.plugin_data("probe"))
    assert set(seen) <= {"LANG", "LC_ALL", "LC_CTYPE", "LC_TIME", "TZ", "TMPDIR"}


def test_it_cannot_read_what_the_user_types(bench: Bench) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"typed by the user")
    os.close(writing)
    kept = os.dup(0)
    os.dup2(reading, 0)
    try:
        assert bench.do("found = sys.stdin.read()") == ""
    finally:
        os.dup2(kept, 0)
        os.close(kept)
        os.close(reading)


@confined
def test_it_has_no_descriptor_of_the_kernels_but_its_channel(bench: Bench, tmp_path: Path) -> None:
    code = """
places = {}
for number in range(3, 200):
    try:
        places[number] = os.readlink(f"/proc/self/fd/{number}")
    except OSError:
        pass
channel = int(sys.argv[1])
found = [place for n, place in places.items() if n != channel and not place.startswith("/proc")]
"""
    with (tmp_path / "kept by the kernel").open("w") as file:
        os.set_inheritable(file.fileno(), True)
        assert bench.do(code) == []


def test_no_start_up_file_runs_in_it(bench: Bench) -> None:
    """Neither .pth files nor sitecustomize: only `site` runs them."""
    assert bench.do("found = [sys.flags.isolated, sys.flags.no_site, 'site' in sys.modules]") == [
        1,
        1,
        False,
    ]


def test_it_does_not_import_from_beside_the_program(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "program"
    program.parent.mkdir()
    program.write_text("")
    monkeypatch.setattr(sys, "argv", [str(program)])
    monkeypatch.syspath_prepend(str(program.parent))
    plugin = bench.plugin()
    assert plugin.folder.parent in import_roots(plugin)
    assert program.parent not in import_roots(plugin)
    assert str(program.parent) not in bench.do("found = sys.path")


@confined
def test_it_reaches_what_is_opened_and_its_own_folder_and_nothing_else(
    bench: Bench, tmp_path: Path
) -> None:
    (tmp_path / "opened").mkdir()
    (tmp_path / "opened" / "letter").write_text("words")
    (tmp_path / "closed").write_text("secret")
    code = f"""
def tried(act):
    try:
        return act()
    except PermissionError:
        return "refused"
letter, closed = Path({str(tmp_path / "opened/letter")!r}), Path({str(tmp_path / "closed")!r})
found = [
    tried(letter.read_text),
    tried(lambda: letter.write_text("changed")),
    tried(closed.read_text),
    tried(lambda: (ctx.data / "own").write_text("kept")),
    tried(lambda: Path(__file__).write_text("other code")),
]
"""
    opened = Source("folder", tmp_path / "opened")
    assert bench.do(code, sources=(opened,)) == ["words", "refused", "refused", 4, "refused"]


@confined
def test_a_worker_that_cannot_be_confined_says_why_and_ends(bench: Bench, tmp_path: Path) -> None:
    gone = Source("folder", tmp_path / "gone")
    for _ in range(2):
        with pytest.raises(SandboxError, match="gone"):
            bench.do("found = 1", sources=(gone,))
