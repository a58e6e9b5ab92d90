"""The attack matrix through the real kernel: a plugin that tries everything, and gets nothing.

`evil/` holds the plugin and the program that lets it loose. Most of its attacks are those of the
sandbox's own tests, here behind discovery, grants, worker and channel.
"""

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
from typing import Any

import pytest

from llmos.sandbox import tier

pytestmark = [
    pytest.mark.security,
    pytest.mark.skipif(not tier().enforced, reason=tier().summary),
]

EVIL = Path(__file__).parent / "evil"
CORE = Path(__file__).parents[2] / "core"
NOBODY = 65534
FEWEST_ATTACKS = 31
FEWEST_CONTROLS = 4
DIARY = '''
from llmos import Context, Permission, Result, hookimpl, tool

class Page(Result):
    text: str

@tool()
def greet() -> Page:
    """Say hello."""
    return Page(text="hello")

@tool(needs=[Permission("diary:read")])
def read(ctx: Context) -> Page:
    """Read the diary."""
    return Page(text="a secret")

@hookimpl
def llmos_tools():
    return [greet, read]
'''
DIARY_MANIFEST = """
id = "diary"
api = 1
summary = "A diary."
[permissions]
"diary:read" = "It is one."
"""

Outcomes = dict[str, dict[str, str]]
Siege = Callable[..., Outcomes]


@pytest.fixture(scope="module")
def site() -> Iterator[Path]:
    """A folder in which the evil plugin and its victim are installed."""
    # Not tmp_path: only its owner may pass pytest's folders, and the user here may be another.
    with tempfile.TemporaryDirectory(prefix="llmos-evil-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        shutil.copytree(EVIL / "llmos_evil", folder / "llmos_evil")
        for module in (CORE / "tests" / "sandbox" / "inside").glob("*.py"):
            shutil.copy(module, folder)
        (folder / "llmos_diary").mkdir()
        (folder / "llmos_diary" / "__init__.py").touch()
        (folder / "llmos_diary" / "plugin.py").write_text(DIARY)
        (folder / "llmos_diary" / "plugin.toml").write_text(DIARY_MANIFEST)
        for id in ("evil", "diary"):
            install(folder, id)
        yield folder


def install(site: Path, id: str) -> None:
    info = site / f"llmos_{id}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: llmos-{id}\nVersion: 1.0\n")
    entry = f"[llmos.siege-plugins]\n{id} = llmos_{id}.plugin\n"
    (info / "entry_points.txt").write_text(entry)
    (info / "RECORD").touch()


@pytest.fixture(scope="module")
def siege(site: Path) -> Siege:
    """Let the evil plugin loose as a user; returns what became of each attack and control."""

    def run(user: int, *, only: tuple[str, ...] = (), confined: bool = True) -> Outcomes:
        with tempfile.TemporaryDirectory(prefix="llmos-siege-") as folder:
            # What is the user's own, only confinement closes.
            for path in (Path(folder), site, *site.rglob("*")):
                shutil.chown(path, user)
            request = {
                "site": str(site),
                "source": str(CORE / "src"),
                "roots": [path for path in sys.path if path.endswith("-packages")],
                "folder": folder,
                "only": only,
                "confined": confined,
            }
            return outcomes(user, request)

    return run


@pytest.fixture(scope="module", params=["root", "an ordinary user"])
def user(request: pytest.FixtureRequest) -> int:
    here = os.getuid()
    if request.param == "root" and here != 0:
        pytest.skip("these tests were not started as root")
    return NOBODY if request.param != "root" and here == 0 else here


@pytest.fixture(scope="module")
def besieged(siege: Siege, user: int) -> Outcomes:
    """What became of everything, for each user."""
    return siege(user)


def test_no_attack_of_an_installed_plugin_gets_through(besieged: Outcomes) -> None:
    attacks = besieged["Attack"]
    assert len(attacks) >= FEWEST_ATTACKS
    assert [name for name, words in attacks.items() if not words.startswith("stopped")] == []


def test_every_control_works_beside_them(besieged: Outcomes) -> None:
    # A library that is not installed cannot be tried; the kernel's own deeds always can.
    tried = {n: w for n, w in besieged["Control"].items() if not w.startswith("absent")}
    assert len(tried) >= FEWEST_CONTROLS
    assert set(tried.values()) == {"through"}, tried


@pytest.mark.parametrize(
    ("attack", "error"),
    [
        ("announce_more_than_fits_into_memory", "ProtocolError"),
        ("send_what_is_no_json", "ProtocolError"),
        ("send_brackets_without_end", "ProtocolError"),
        ("answer_for_another_call", "ProtocolError"),
        ("ask_in_the_name_of_another_call", "ProtocolError"),
        ("flood_with_notices", "ProtocolError"),
        ("never_finish_an_answer", "WorkerTimeout"),
        ("report_progress_for_ever", "WorkerTimeout"),
        ("read_nothing_of_what_it_asks_for", "WorkerTimeout"),
        ("write_a_foreign_file", "PermissionError"),
        ("take_more_memory_than_a_worker_may", "OSError"),
    ],
)
def test_attacks_fail_for_the_reason_that_is_meant(
    besieged: Outcomes, attack: str, error: str
) -> None:
    assert besieged["Attack"][attack].startswith(f"stopped: {error}")


def test_the_same_attacks_get_through_where_nothing_confines(siege: Siege) -> None:
    only = (
        "read_a_foreign_file",
        "write_a_granted_source",
        "write_into_its_own_package",
        "write_into_another_plugins_data",
        "read_another_plugins_data",
        "read_the_users_grants",
        "write_itself_a_grant",
        "write_the_configuration",
        "connect_over_tcp",
        "send_over_udp",
        "fork",
        "run_a_program",
        "signal_the_kernel",
        "take_more_memory_than_a_worker_may",
    )
    attacks = siege(os.getuid() or NOBODY, only=only, confined=False)["Attack"]
    assert attacks == dict.fromkeys(sorted(only), "through")


def outcomes(user: int, request: dict[str, Any]) -> Outcomes:
    finished = subprocess.run(
        [interpreter(user), "-I", "-S", "-B", str(EVIL / "siege.py"), json.dumps(request)],
        capture_output=True,
        text=True,
        check=False,
        **as_user(user),
    )
    assert finished.returncode == 0, finished.stderr
    found: Outcomes = json.loads(finished.stdout)
    return {kind: dict(sorted(deeds.items())) for kind, deeds in found.items()}


def as_user(user: int) -> dict[str, Any]:
    return {} if user == os.getuid() else {"user": user, "group": user, "extra_groups": []}


@cache
def interpreter(user: int) -> str:
    """This interpreter, or the system's where the user may not reach this one."""
    reads_us = f"import sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
    for program in filter(None, (sys.executable, shutil.which("python3", path="/usr/bin"))):
        try:
            subprocess.run([program, "-I", "-c", reads_us], check=True, **as_user(user))
        except (OSError, subprocess.CalledProcessError):
            continue
        return program
    pytest.skip("this Python lies in a folder that an ordinary user may not enter")
