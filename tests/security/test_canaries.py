"""No code of a plugin runs before the user has agreed, except where it can touch nothing.

A plugin whose package, entry point module and start-up file each leave a file behind when they
run: after everything that one does with an installed plugin before granting it, none is there.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from llmos.sandbox import tier

pytestmark = pytest.mark.skipif(not tier().enforced, reason=tier().summary)

# Where it runs under confinement it fails silently, so that the plugin goes on and stays usable.
CANARY = """
import os
try:
    open(os.path.join({folder!r}, {name!r}), "w").close()
except OSError:
    pass
"""
PLUGIN = '''
from pathlib import Path
from llmos import Context, Permission, Result, hookimpl, tool

class Found(Result):
    text: str = ""

@tool(needs=[Permission("contacts:read")], examples=["who is Ada"])
def look(ctx: Context) -> Found:
    """Look somebody up."""
    (ctx.data / "consented").touch()
    return Found(text="Ada")

@hookimpl
def llmos_tools():
    return [look]
'''
MANIFEST = """
id = "bird"
api = 1
summary = "Sings."
[permissions]
"contacts:read" = "To look people up."
[sources.folder]
permission = "contacts:read"
summary = "A folder of cards."
entries = ["cards"]
places = ["{place}"]
"""
START = """
import sys
import llmos.plugins.discovery
import llmos.cli.door
from llmos.engines import ScriptedEngine
llmos.plugins.discovery.GROUP = "llmos.test-plugins"
route = {"call": {"tool": "bird.look", "arguments": {}}}
llmos.cli.door._engine = lambda home: ScriptedEngine([route])
from llmos.cli import main
main()
"""

Llmos = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def canaries(tmp_path: Path) -> Path:
    """The folder that the plugin's code tries to write to."""
    folder = tmp_path / "canaries"
    folder.mkdir()
    return folder


@pytest.fixture
def installed(tmp_path: Path, canaries: Path) -> Path:
    """A folder of installed packages with the plugin in it."""
    packages = tmp_path / "site"
    package, info = packages / "llmos_bird", packages / "llmos_bird-1.0.dist-info"
    for folder in (package, info, tmp_path / "addresses" / "cards"):
        folder.mkdir(parents=True)

    def canary(name: str) -> str:
        return CANARY.format(folder=str(canaries), name=name)

    (package / "__init__.py").write_text(canary("package"))
    (package / "plugin.py").write_text(canary("module") + PLUGIN)
    (package / "plugin.toml").write_text(MANIFEST.format(place=tmp_path / "addresses"))
    start_up = canary("start-up").replace("\n", "\\n").replace('"', "'")
    (packages / "bird.pth").write_text(f'import sys; exec("{start_up}")\n')
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: llmos-bird\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[llmos.test-plugins]\nbird = llmos_bird.plugin\n")
    (info / "RECORD").write_text("bird.pth,,\n")
    return packages


@pytest.fixture
def llmos(tmp_path: Path, installed: Path) -> Llmos:
    """Run a command with that plugin installed."""
    environment = os.environ | {"LLMOS_HOME": str(tmp_path / "home"), "PYTHONPATH": str(installed)}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", START, *arguments]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL
        )

    return run


BEFORE_CONSENT = (
    ("plugins", "list"),
    ("plugins", "info", "bird"),
    ("tools",),
    ("setup",),
    ("doctor",),
    ("call", "bird.look"),
)
WITH_A_MODEL = (("route", "who is Ada"), ("ask", "who is Ada"))


@pytest.mark.parametrize("commands", [BEFORE_CONSENT, WITH_A_MODEL], ids=["looking", "routing"])
def test_nothing_that_one_does_before_consent_lets_a_plugin_write(
    llmos: Llmos, canaries: Path, tmp_path: Path, commands: tuple[tuple[str, ...], ...]
) -> None:
    if commands is WITH_A_MODEL:
        pytest.importorskip("instructor", reason="routing needs llmos[local]")
    for command in commands:
        done = llmos(*command)
        assert "bird" in done.stdout + done.stderr, (command, done.stderr)
        assert list(canaries.iterdir()) == [], command
    assert not (tmp_path / "home" / "plugins").exists()


def test_with_consent_the_tool_runs_and_still_writes_only_into_its_folder(
    llmos: Llmos, canaries: Path, tmp_path: Path
) -> None:
    assert llmos("setup", "--bird", str(tmp_path / "addresses")).returncode == 0
    assert llmos("permissions", "grant", "bird", "contacts:read").returncode == 0
    assert "Ada" in llmos("call", "bird.look").stdout
    assert (tmp_path / "home" / "plugins" / "bird" / "whole" / "consented").exists()
    assert list(canaries.iterdir()) == []


def test_each_canary_sings_where_its_code_runs_freely(installed: Path, canaries: Path) -> None:
    """Otherwise their silence above would show nothing."""
    free = f"import site; site.addsitedir({str(installed)!r}); import llmos_bird.plugin"
    subprocess.run([sys.executable, "-c", free], check=True)
    assert sorted(path.name for path in canaries.iterdir()) == ["module", "package", "start-up"]


def test_doctor_names_the_start_up_file(llmos: Llmos) -> None:
    findings = json.loads(llmos("doctor", "--json").stdout)
    words = {finding["part"]: finding["words"] for finding in findings}
    assert "bird.pth is read at every start" in words["llmos-bird start-up file"]
