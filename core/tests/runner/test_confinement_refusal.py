"""The command line on systems whose confinement is missing or fails, made so by a real filter.

Each command runs in a process in which some system calls answer as on a kernel without them. Its
workers inherit that.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from llmos.config import Home
from llmos.sandbox import tier

pytestmark = pytest.mark.skipif(not tier().enforced, reason=tier().summary)

Probe = Callable[..., Path]
Llmos = Callable[..., "subprocess.CompletedProcess[str]"]

START = """
import sys
from llmos.sandbox import bpf, landlock, libc, seccomp
import llmos.plugins.discovery
from llmos.cli import main
llmos.plugins.discovery.GROUP = "llmos.test-plugins"
libc.set_no_new_privileges()
here = seccomp.architecture()
bpf.REFUSE = bpf.ABSENT
seccomp.install(here, bpf.program(here.audit, set(range(1000)) - {eval(sys.argv.pop(1))}, {}))
main()
"""


@pytest.fixture
def llmos(home: Home, tmp_path: Path) -> Llmos:
    """Run a command where one system call is missing."""
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "site")}

    def run(missing: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", START, missing, *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True)

    return run


def findings(done: subprocess.CompletedProcess[str], part: str) -> list[tuple[str, str]]:
    found = json.loads(done.stdout)
    return [(one["state"], one["words"]) for one in found if one["part"] == part]


@pytest.mark.parametrize("missing", ["landlock.CREATE_RULESET", "here.seccomp"])
def test_without_the_system_calls_no_plugin_starts(
    probe: Probe, llmos: Llmos, missing: str
) -> None:
    probe("return Found(value='ran')")
    called = llmos(missing, "call", "probe.look")
    assert called.returncode == 1
    assert "The plugin probe is set aside" in called.stderr
    doctor = llmos(missing, "doctor", "--json")
    assert doctor.returncode == 1
    [(state, words)] = findings(doctor, "confinement")
    assert state == "fails"
    assert "not enforced here" in words
    assert "[unconfined]" in words
    [(state, words)] = findings(doctor, "plugin probe")
    assert state == "fails"
    assert '[unconfined] plugins = ["llmos-probe"]' in words


def test_what_the_words_say_works(probe: Probe, llmos: Llmos, home: Home) -> None:
    probe("return Found(value='ran')")
    home.config.mkdir(parents=True)
    home.config_file.write_text('[unconfined]\nplugins = ["llmos-probe"]\n')
    called = llmos("landlock.CREATE_RULESET", "call", "probe.look", "--json")
    assert "ran" in called.stdout, called.stderr
    doctor = llmos("landlock.CREATE_RULESET", "doctor", "--json")
    assert [state for state, _ in findings(doctor, "confinement")] == ["note", "note"]
    assert "llmos-probe runs unconfined" in findings(doctor, "confinement")[1][1]


@pytest.mark.parametrize(
    ("missing", "step"),
    [("landlock.RESTRICT_SELF", "Landlock"), ("landlock.ADD_RULE", "Landlock")],
)
def test_confinement_that_fails_only_in_the_worker_is_no_way_around_it(
    probe: Probe, llmos: Llmos, home: Home, missing: str, step: str
) -> None:
    probe("return Found(value='ran')")
    home.config.mkdir(parents=True)
    home.config_file.write_text('[unconfined]\nplugins = ["llmos-probe"]\n')
    doctor = llmos(missing, "doctor", "--json")
    [(state, words)] = findings(doctor, "plugin probe")
    assert state == "fails"
    assert f"{step} failed" in words
