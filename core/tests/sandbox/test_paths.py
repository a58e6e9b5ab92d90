"""What every worker may read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from llmos.sandbox import base_read_paths


def covers(path: Path) -> bool:
    real = Path(os.path.realpath(path))
    return any(real.is_relative_to(os.path.realpath(root)) for root in base_read_paths())


def test_the_interpreter_and_its_library_are_covered() -> None:
    assert covers(Path(sys.executable))
    assert covers(Path(os.__file__))


def test_import_roots_come_as_the_caller_gives_them(tmp_path: Path) -> None:
    assert tmp_path not in base_read_paths()
    assert tmp_path in base_read_paths([tmp_path])


def test_what_does_not_exist_is_left_out(tmp_path: Path) -> None:
    assert tmp_path / "gone" not in base_read_paths([tmp_path / "gone"])
    assert all(path.exists() for path in base_read_paths())


def test_nothing_is_named_twice() -> None:
    paths = base_read_paths([Path(sys.base_prefix, "lib")])
    assert len(set(paths)) == len(paths)


def test_own_process_is_left_for_the_worker_to_resolve() -> None:
    """Resolved in the kernel's process it would open the kernel's own entry."""
    assert Path("/proc/self/status") in base_read_paths()
    assert not any(str(os.getpid()) in path.parts for path in base_read_paths())


def test_keys_accounts_and_home_stay_closed(tmp_path: Path) -> None:
    closed = ["/etc/ssl/private", "/etc/passwd", "/etc/shadow", "/proc/self/net", "/home", "/tmp"]
    assert not any(covers(Path(path)) for path in closed)
    assert not covers(Path.home())


def test_a_worker_reads_its_own_entry_and_not_its_starters(worker: Callable[[str], str]) -> None:
    code = f"""
    from pathlib import Path
    from llmos.sandbox import Policy, confine
    confine(Policy(read=tuple(map(Path, {[str(path) for path in base_read_paths()]!r}))))
    print(Path("/proc/self/status").read_text().startswith("Name:"))
    try:
        Path("/proc/{os.getpid()}/status").read_text()
    except PermissionError:
        print("refused")
    """
    assert worker(code) == "True\nrefused\n"
