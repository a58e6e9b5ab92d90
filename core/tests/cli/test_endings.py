"""How runs end: exit codes, and sentences in place of tracebacks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from llmos.cli import main
from llmos.config import Home

Install = Callable[..., Path]
GREET = ("call", "greeter.greet", "--args", '{"name": "Ada"}')


@pytest.fixture
def run(
    home: Home,
    install: Install,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., tuple[int, str, str]]:
    """Run a command in this process; its exit code, output and errors."""

    def run_here(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["llmos", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        shown = capsys.readouterr()
        return int(ended.value.code or 0), shown.out, shown.err

    return run_here


def test_from_denied_to_granted_to_taken_back(llmos: Any, install: Install) -> None:
    install()
    denied = llmos(*GREET, code=3)
    assert denied.stdout == ""
    assert denied.stderr == (
        "llmos: greeter.greet may not run: not granted: profile:read.\n"
        "  To grant it: llmos permissions grant greeter profile:read\n"
    )
    llmos("permissions", "grant", "greeter", "profile:read")
    assert llmos(*GREET).stdout == "Hello Ada, from !\nSources\n[g1]  a greeting\n"
    taken = llmos("permissions", "revoke", "greeter").stdout
    assert taken.startswith("Taken back from greeter: profile:read.\n")
    llmos(*GREET, code=3)


def test_a_tool_that_fails_ends_with_one_and_its_own_words(
    llmos: Any, probe: Callable[..., Path]
) -> None:
    probe('raise ToolError("The index is empty.", hint="Run `llmos index`.")')
    done = llmos("call", "probe.look", code=1)
    assert done.stderr == "llmos: The index is empty.\n  Run `llmos index`.\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nonsense"], "No such command 'nonsense'"),
        (["tools", "--nonsense"], "No such option"),
        (["call"], "Missing argument 'TOOL'"),
        (["call", "greeter.greet", "--args", "[1]"], "--args is not a JSON object"),
        (["call", "greeter.greet", "--args", "{"], "--args is not a JSON object"),
        (["call", "nobody.knows"], "There is no tool 'nobody.knows'"),
        (["route"], "give either a REQUEST or --batch"),
        (["setup", "--mail"], "'--mail' is not understood"),
        (["completion", "powershell"], "'powershell' is not one of"),
    ],
)
def test_wrong_use_ends_with_two_and_a_sentence(
    run: Callable[..., tuple[int, str, str]], arguments: list[str], words: str
) -> None:
    code, out, err = run(*arguments)
    assert code == 2
    assert err.startswith("llmos: ")
    assert words in err
    assert "Traceback" not in out + err


def test_wrong_arguments_end_with_two_in_the_validators_words(
    run: Callable[..., tuple[int, str, str]], probe: Callable[..., Path]
) -> None:
    probe("return Found()")
    code, _, err = run("call", "probe.look", "--args", '{"at": 3}')
    assert code == 2
    assert "at: Input should be a valid string" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["plugins", "info", "nobody"],
        ["permissions", "grant", "nobody", "mail:read"],
        ["permissions", "revoke", "../.."],
        ["setup", "--nobody", "."],
        ["route", "--batch", "/nowhere.jsonl"],
    ],
)
def test_what_is_not_there_ends_with_one_and_is_named(
    run: Callable[..., tuple[int, str, str]], arguments: list[str]
) -> None:
    code, out, err = run(*arguments)
    assert code == 1
    assert any(word in err for word in ("nobody", "../..", "/nowhere.jsonl"))
    assert "unexpected" not in err
    assert "Traceback" not in out + err


@pytest.mark.parametrize("words", ["time_zone = ", 'time_zone = "Mars/Olympus"'])
def test_a_broken_configuration_is_a_sentence(
    run: Callable[..., tuple[int, str, str]], home: Home, probe: Callable[..., Path], words: str
) -> None:
    probe("return Found()")
    home.config.mkdir(exist_ok=True)
    home.config_file.write_text(words)
    code, _, err = run("call", "probe.look")
    assert code == 1
    assert "config.toml" in err


def test_a_home_that_is_a_file_is_a_sentence(
    run: Callable[..., tuple[int, str, str]], home: Home
) -> None:
    home.config.write_text("not a folder")
    for command in (["permissions", "list"], ["permissions", "log"]):
        code, _, err = run(*command)
        assert code == 1
        assert str(home.config) in err
        assert "unexpected" not in err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (GREET, 3),
        (("call", "nobody.knows"), 2),
        (("tools", "--nonsense"), 2),
        (("plugins", "info", "nobody"), 1),
    ],
)
def test_with_json_an_error_is_an_object_too(
    run: Callable[..., tuple[int, str, str]],
    install: Install,
    arguments: tuple[str, ...],
    expected: int,
) -> None:
    install()
    code, out, _ = run(*arguments, "--json")
    assert code == expected
    said = json.loads(out)
    assert said["exit_code"] == expected
    assert said["error"]


def test_debug_shows_where_it_failed(llmos: Any) -> None:
    plain = llmos("plugins", "info", "nobody", code=1)
    assert "Traceback" not in plain.stderr
    debug = llmos("--debug", "plugins", "info", "nobody", code=1)
    assert "Traceback" in debug.stderr
    assert "PluginError" in debug.stderr


def test_a_check_that_fails_ends_with_one(llmos: Any, install: Install) -> None:
    install(code="raise RuntimeError('broken')\n")
    done = llmos("doctor", "--json", code=1)
    states = {finding["part"]: finding["state"] for finding in json.loads(done.stdout)}
    assert states["plugin greeter"] == "fails"


def test_a_reader_that_has_gone_is_told_nothing(environment: dict[str, str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-c", "from llmos.cli import main; main()", "--help"],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(writing)
    assert done.stderr == ""
