"""`llmos ledger` and what the kernel writes down, from the command line to the rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from llmos.cli import main
from llmos.config import Home
from llmos.errors import EngineError
from llmos.kernel import Kernel
from llmos.kernel.state import open_state
from llmos.ledger import Shown
from llmos.ledger.chain import append
from llmos.ledger.checkpoint import Checkpoint, load_or_create, save
from llmos.ledger.rows import encode

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line in this home: its exit code and what it printed."""

    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["llmos", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        return end.value.code or 0, capsys.readouterr().out

    return run


@pytest.fixture
def used(home: Home, install: Callable[..., Any], run: Run) -> Iterator[Kernel]:
    """A kernel whose only plugin was once refused and once allowed to greet Ada."""
    install()
    greet = ("call", "greeter.greet", "--args", '{"name": "Ada"}')
    assert run(*greet)[0] == 3
    assert run("permissions", "grant", "greeter", "profile:read")[0] == 0
    assert run(*greet)[0] == 0
    with Kernel(home, asker=None, engines=no_engine) as kernel:
        yield kernel


def no_engine() -> Any:
    raise EngineError("There is no model here.")


def tamper(home: Home, statement: str) -> None:
    connection = sqlite3.connect(home.state, isolation_level=None)
    connection.execute(statement)
    connection.close()


def test_show_lists_each_call_with_the_records_that_it_read(used: Kernel, run: Run) -> None:
    code, output = run("ledger", "show", "--json")
    newest, oldest = json.loads(output)
    assert code == 0
    assert (newest["outcome"], newest["records"], newest["door"]) == ("done", ["g1"], "call")
    assert (oldest["outcome"], oldest["permissions"]) == ("refused", ["profile:read"])
    lines = run("ledger", "show", "greeter", "--limit", "1")[1].splitlines()
    assert len(lines) == 2
    assert lines[1].endswith("g1")


def test_permissions_log_tells_the_same(used: Kernel, run: Run) -> None:
    assert run("permissions", "log", "--json") == run("ledger", "show", "--json")
    assert "greeter.greet" in run("permissions", "log")[1]


def test_verify_says_that_a_whole_ledger_is_whole(used: Kernel, run: Run) -> None:
    code, output = run("ledger", "verify")
    assert (code, output.startswith("The ledger is whole: 3 rows. The newest is row 3, mark ")) == (
        0,
        True,
    )
    report = json.loads(run("ledger", "verify", "--json")[1])
    assert (report["rows"], report["faults"]) == (3, [])
    assert report["mac"][:16] in output


def test_verify_names_what_was_done_and_exits_with_1(used: Kernel, home: Home, run: Run) -> None:
    tamper(home, "UPDATE ledger SET body = replace(body, 'refusal', 'intent') WHERE seq = 1")
    tamper(home, "DELETE FROM ledger WHERE seq = 3")
    code, output = run("ledger", "verify")
    assert code == 1
    assert [line.split()[0] for line in output.splitlines()] == ["rows", "1", "3"]
    code, output = run("ledger", "verify", "--json")
    assert code == 1
    assert json.loads(output)["faults"] == [
        {"kind": "altered", "first": 1, "last": 1},
        {"kind": "missing", "first": 3, "last": 3},
    ]


def test_verify_says_that_a_checkpoint_is_damaged(used: Kernel, home: Home, run: Run) -> None:
    home.checkpoint.write_bytes(home.checkpoint.read_bytes()[1:])
    code, output = run("ledger", "verify", "--json")
    assert code == 1
    assert "ledger.checkpoint is damaged" in json.loads(output)["error"]


def test_what_the_model_is_shown_is_on_record_before_it_is_asked(used: Kernel, run: Run) -> None:
    with pytest.raises(EngineError, match="There is no model here"):
        used.route(used.request("Say hello to Ada", door="ask"))
    code, output = run("ledger", "seen", "--json")
    (shown,) = json.loads(output)
    assert (code, shown["where"], shown["tools"], shown["records"]) == (0, "routing", 1, [])
    assert len(shown["request_hash"]) == 64
    assert "1 tool descriptions" in run("ledger", "seen")[1]
    assert json.loads(run("ledger", "seen", "greeter", "--json")[1]) == []


def test_the_records_that_the_model_is_shown_can_be_told_by_plugin(used: Kernel, run: Run) -> None:
    used.ledger.shown(
        used.request("Say hello to Ada", door="ask"),
        "writing",
        plugin="greeter",
        permissions=["profile:read"],
        records=["g1"],
    )
    line = run("ledger", "seen", "greeter")[1].splitlines()[1]
    assert line.split()[3:] == ["writing", "greeter", "profile:read", "g1"]


@pytest.mark.parametrize(("days", "pruned"), [(30, 1), (50, 0)])
def test_rows_are_kept_for_the_days_that_the_configuration_says(
    home: Home, days: int, pruned: int
) -> None:
    write_row(home, datetime.now(UTC) - timedelta(days=40))
    home.config_file.write_text(f"[ledger]\nkeep_days = {days}\n")
    with Kernel(home, asker=None, engines=no_engine) as kernel:
        kernel.ledger.shown(kernel.request("What is new?", door="ask"), "routing", tools=1)
        report = kernel.ledger.verify()
    assert (report.pruned, report.rows, report.faults) == (pruned, 2 - pruned, ())


def write_row(home: Home, at: datetime) -> None:
    """Write the first row as llmos would have written it at that time."""
    connection = open_state(home)
    checkpoint = load_or_create(home.checkpoint)
    body = encode(Shown(at=at, where="routing", request_hash=""))
    head = append(connection, checkpoint.key, checkpoint.head, body)
    save(home.checkpoint, Checkpoint(checkpoint.secret, head))
    connection.close()
