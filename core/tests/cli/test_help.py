"""Help: of every command, and without loading what only work needs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from llmos.cli.app import app

ENTRY = "from llmos.cli import main; main()"
MODULES = "import atexit, sys; atexit.register(lambda: sys.stderr.write(' '.join(sys.modules)))\n"
HEAVY = {"llama_cpp", "instructor", "numpy", "pydantic", "rich"}


def commands(group: click.Group, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command below a group with the words that lead to it."""
    for name, command in group.commands.items():
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)


COMMANDS = {" ".join(path): command for path, command in commands(app)}


def test_the_console_script_shows_the_help() -> None:
    script = Path(sys.executable).with_name("llmos")
    if not script.exists():
        pytest.skip("llmos is not installed beside this Python")
    done = subprocess.run([script, "--help"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Usage: llmos [OPTIONS] COMMAND")
    assert all(f"  {name} " in done.stdout for name in app.commands)


def test_without_a_command_the_help_is_shown(llmos: Any) -> None:
    done = llmos(code=2)
    assert "Usage:" in done.stdout + done.stderr
    assert "setup" in done.stdout + done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_says_what_it_does(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from llmos.cli import main

    monkeypatch.setattr(sys, "argv", ["llmos", *name.split(), "--help"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code
    shown = capsys.readouterr().out
    assert COMMANDS[name].get_short_help_str(500).split()[0] in shown
    for parameter in COMMANDS[name].params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            assert parameter.help
            assert parameter.opts[0] in shown


@pytest.mark.parametrize("arguments", [("--help",), ("ask", "--help"), ("--version",)])
def test_help_loads_nothing_heavy(llmos: Any, arguments: tuple[str, ...]) -> None:
    loaded = set(llmos(*arguments, entry=MODULES + ENTRY).stderr.split())
    assert not loaded & {*HEAVY, "tomlkit", "sqlite3", "msgspec", "llmos.kernel"}


def test_a_listing_loads_no_plugin_and_nothing_heavy(
    llmos: Any, install: Callable[..., Path]
) -> None:
    install()
    entry = MODULES + (
        "from llmos.plugins import discovery; discovery.GROUP = 'llmos.test-plugins'\n" + ENTRY
    )
    for _ in ("first, with a worker that describes", "later, from memory"):
        done = llmos("plugins", "list", entry=entry)
        loaded = set(done.stderr.split())
        assert "Greets people." in done.stdout
        assert not HEAVY & loaded
        assert not {name for name in loaded if name.startswith("llmos_")}
