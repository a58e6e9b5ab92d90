"""Measures that were taken already, in a folder, so that several short runs make one report."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]
PROCESS = Path(__file__).with_name("fresh.py")


class Kept:
    """Rows of figures by what was asked of `fresh.py`, each with the state of the machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file = folder / "rows.jsonl"
        folder.mkdir(parents=True, exist_ok=True)
        lines = self._file.read_text("utf-8").splitlines() if self._file.exists() else []
        self._rows: dict[str, Row] = {row["key"]: row for row in map(json.loads, lines)}

    def of(self, key: str) -> Row | None:
        """What was measured; None where it was not, or not to its end."""
        row = self._rows.get(key)
        return row if row and not row.get("unfinished") else None

    def measure(self, key: str, arguments: Sequence[object], seconds: float) -> None:
        """Let a process of its own measure; it may end unfinished after some seconds."""
        before = _running()
        command = [sys.executable, str(PROCESS), *map(str, arguments)]
        environment = os.environ | {"LLMOS_BENCH_SECONDS": f"{seconds:.0f}"}
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=environment)
        found: Row = json.loads(done.stdout.splitlines()[-1])
        row = {"key": key, **found, "machine": _machine(), "others": before}
        self._rows[key] = row
        with self._file.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(row) + "\n")

    def machines(self) -> list[str]:
        """The states of the machine in which the rows came about, most often one."""
        return sorted({row["machine"] for row in self._rows.values()})

    def others(self) -> int:
        """The most processes of others that ran when a measure began."""
        return max((row["others"] for row in self._rows.values()), default=0)


def _machine() -> str:
    boot = Path("/proc/sys/kernel/random/boot_id").read_text()[:8]
    return f"{len(os.sched_getaffinity(0))} of {os.cpu_count()} cores since boot {boot}"


def _running() -> int:
    """Processes that run at this moment, without the one that asks."""
    return int(Path("/proc/loadavg").read_text().split()[3].partition("/")[0]) - 1
