"""Killed again and again, at any moment: nothing acknowledged is lost, no effect happens twice."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent

import pytest

from llmos.config import HOME_VARIABLE, Home
from llmos.kernel import Kernel

PROGRAM = Path(__file__).with_name("killing.py")
EVERYTHING = 1_000_000
KILLS = int(os.environ.get("LLMOS_KILLS", "500"))

PLUGIN = '''
"""A plugin whose only tool has an effect that can be counted."""
import os
from typing import Annotated
from pydantic import Field
from llmos import Context, Permission, Result, Text, hookimpl, tool

Number = Annotated[int, Field(description="What to write down.")]

class Written(Result):
    number: int
    def rendering(self):
        return [Text(str(self.number))]

@tool(needs=[Permission("counter:write")], effect="write", examples=["write down 7"])
def write(ctx: Context, number: Number) -> Written:
    """Write down a number."""
    with (ctx.data / "numbers").open("a") as file:
        file.write(f"{number}\\n")
        file.flush()
        os.fsync(file.fileno())
    return Written(number=number)

@hookimpl
def llmos_tools():
    return [write]
'''
MANIFEST = """
id = "counter"
api = 1
summary = "Writes numbers down."
[permissions]
"counter:write" = "Write them down."
"""


@dataclass
class Witness:
    """Runs the program, kills it, and remembers all that it ever acknowledged."""

    home: Home
    environment: dict[str, str]
    acknowledged: dict[str, set[int]] = field(
        default_factory=lambda: {"grant": set(), "effect": set(), "row": set()}
    )

    def kill(self, after: int, moment: float) -> None:
        """Let the program acknowledge so many things and run on for a moment, then kill it."""
        command = [sys.executable, str(PROGRAM), str(self.home.data)]
        program = subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True)
        with program:
            assert program.stdout is not None
            for _ in range(after):
                self._hear(program.stdout.readline())
            with contextlib.suppress(subprocess.TimeoutExpired):
                program.wait(moment)
            program.kill()
            for line in program.stdout:
                self._hear(line)
        assert program.returncode == -9, "the program ended by itself"

    def check(self) -> None:
        """Hold what is on the disk against what was acknowledged."""
        with Kernel(self.home, asker=None, engines=_no_engine) as kernel:
            assert kernel.ledger.verify().faults == ()
            entries = kernel.ledger.entries(limit=EVERYTHING)[::-1]
            places = [place for grant in kernel.grants.all() for place in grant.opens]
        effects = [entry for entry in entries if entry.plugin == "counter"]
        done = {n for n, entry in enumerate(effects, 1) if entry.outcome == "done"}
        times = Counter(map(int, self._numbers().split()))
        assert self.acknowledged["row"] <= {entry.id for entry in entries}
        assert self.acknowledged["grant"] <= set(map(int, places))
        assert self.acknowledged["effect"] <= done <= times.keys()
        assert times.keys() <= set(range(1, len(effects) + 1)), "an effect is not on record"
        assert set(times.values()) <= {1}, "an effect happened twice"

    def _hear(self, line: str) -> None:
        # The last line may be cut off, and what is cut off is not acknowledged.
        if line.endswith("\n"):
            what, number = line.split()
            self.acknowledged[what].add(int(number))

    def _numbers(self) -> str:
        file = self.home.plugin_data("counter") / "numbers"
        return file.read_text() if file.exists() else ""


def _no_engine() -> None:
    raise AssertionError("this test needs no model")


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    """A home of its own, and one plugin that only this test's programs find."""
    package = tmp_path / "site" / "llmos_counter"
    info = tmp_path / "site" / "llmos_counter-1.0.dist-info"
    for folder in (package, info):
        folder.mkdir(parents=True)
    (package / "__init__.py").write_text('"""A test plugin."""\n')
    (package / "plugin.py").write_text(dedent(PLUGIN))
    (package / "plugin.toml").write_text(MANIFEST)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: llmos-counter\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[llmos.plugins]\ncounter = llmos_counter.plugin\n")
    (info / "RECORD").write_text("")
    paths = [str(tmp_path / "site"), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(paths),
        HOME_VARIABLE: str(tmp_path / "home"),
    }
    return Witness(Home.at(tmp_path / "home"), environment)


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
@pytest.mark.parametrize("kills", [40, pytest.param(KILLS, marks=pytest.mark.security)])
def test_nothing_acknowledged_is_lost_and_no_effect_happens_twice(
    witness: Witness, kills: int
) -> None:
    chance = random.Random(kills)
    for _ in range(kills):
        witness.kill(after=chance.choice((0, 1, 2, 3, 4, 7)), moment=chance.uniform(0, 0.03))
        witness.check()
    for what, numbers in witness.acknowledged.items():
        assert len(numbers) > kills // 4, f"hardly any {what} was acknowledged"
