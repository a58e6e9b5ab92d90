"""What a machine can enforce, and how that is said."""

from __future__ import annotations

import subprocess
import sys

import pytest

from llmos.sandbox import Policy, SandboxUnavailable, Tier, tier
from llmos.sandbox.confinement import enforce


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_elsewhere_nothing_is_enforced_and_it_says_so(system: str) -> None:
    there = tier(system)
    assert not there.enforced
    assert "not enforced here" in there.summary
    assert system in there.summary


@pytest.mark.parametrize(
    ("here", "words"),
    [
        (Tier("linux", landlock_abi=0, seccomp=True), "Landlock"),
        (Tier("linux", landlock_abi=3, seccomp=False), "seccomp"),
    ],
)
def test_half_a_tier_is_none(here: Tier, words: str) -> None:
    assert not here.enforced
    assert words in here.summary
    with pytest.raises(SandboxUnavailable, match="not enforced here"):
        enforce(Policy(), here)


def test_both_together_are_enforced() -> None:
    here = Tier("linux", landlock_abi=3, seccomp=True)
    assert here.enforced
    assert "ABI 3" in here.summary


def test_asking_leaves_the_process_as_it_was() -> None:
    assert tier() == tier()
    assert subprocess.run([sys.executable, "-I", "-c", ""], check=True).returncode == 0


def test_asking_imports_nothing_heavy(worker: object) -> None:
    assert callable(worker)
    code = "import llmos.sandbox as s; s.tier(); import sys; print('pydantic' in sys.modules)"
    assert worker(code) == "False\n"
