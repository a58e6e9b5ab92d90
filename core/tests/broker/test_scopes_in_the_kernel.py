"""What a narrowed grant leaves of the world, seen from inside a real worker."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from llmos.calls import Call
from llmos.errors import PermissionDenied, ToolError
from llmos.kernel import Kernel
from llmos.sandbox import tier
from llmos.scope import Scope

Probe = Callable[..., Path]

BOXES = """
[sources.box]
permission = "mail:read"
summary = "A box."
entries = ["letters"]
"""
READ_ALL = """
found = {}
for path in at.split():
    try:
        found[path] = (Path(path) / "letters").read_text()
    except OSError:
        found[path] = None
return Found(value={"sources": [str(source.path) for source in ctx.sources], "read": found})
"""
TELL = """
scope = ctx.scope("mail:read")
return Found(value=[list(scope.names), str(scope.since), str(scope.until), scope.resolution])
"""


def look(kernel: Kernel, plugin: str = "probe", at: str = "") -> Any:
    call = Call(f"{plugin}.look", {"at": at})
    output = kernel.call(kernel.request("", door="call"), call).output
    assert output is not None
    return output.value["value"]


@pytest.fixture
def boxes(tmp_path: Path) -> list[str]:
    """Two boxes; in the first lies a smaller one."""
    places = [tmp_path / "a", tmp_path / "a" / "small", tmp_path / "b"]
    for place in places:
        place.mkdir()
        (place / "letters").write_text(place.name)
    return [str(place) for place in places]


@pytest.mark.skipif(not tier().enforced, reason="nothing confines a worker on this machine")
def test_a_place_limits_what_the_process_can_open(
    kernel: Kernel, probe: Probe, boxes: list[str]
) -> None:
    big, small, other = boxes
    probe(READ_ALL, "mail:read", sources=BOXES)
    kernel.add_source("probe", Path(big))
    kernel.add_source("probe", Path(other))
    kernel.grant("probe", "mail:read")
    assert look(kernel, at=" ".join(boxes))["read"] == {big: "a", small: "small", other: "b"}
    kernel.grant("probe", "mail:read", scope=Scope(places=(small,)))
    seen = look(kernel, at=" ".join(boxes))
    assert seen == {"sources": [small], "read": {big: None, small: "small", other: None}}


def test_a_tool_is_told_the_limits_that_only_it_can_keep(kernel: Kernel, probe: Probe) -> None:
    probe(TELL, "mail:read")
    kernel.grant("probe", "mail:read")
    assert look(kernel) == [[], "None", "None", "body"]
    limits = Scope(
        names=("INBOX",), since=date(2026, 1, 1), until=date(2026, 2, 1), resolution="headers"
    )
    kernel.grant("probe", "mail:read", scope=limits)
    assert look(kernel) == [["INBOX"], "2026-01-01", "2026-02-01", "headers"]


def test_a_tool_that_knows_nothing_of_limits_gives_nothing(kernel: Kernel, probe: Probe) -> None:
    probe('return Found(value="everything")', "mail:read")
    kernel.grant("probe", "mail:read", scope=Scope(resolution="headers"))
    with pytest.raises(ToolError, match="does not know the limits that you set on mail:read"):
        look(kernel)
    kernel.grant("probe", "mail:read")
    assert look(kernel) == "everything"


def test_limits_that_llmos_keeps_by_itself_ask_nothing_of_a_tool(
    kernel: Kernel, probe: Probe, boxes: list[str]
) -> None:
    probe('return Found(value="read")', "mail:read", sources=BOXES)
    kernel.add_source("probe", Path(boxes[2]))
    kernel.grant("probe", "mail:read", scope=Scope(places=(boxes[2],)))
    assert look(kernel) == "read"


def test_a_plugin_that_is_called_gets_no_more_than_any_of_its_callers_has(
    kernel: Kernel, probe: Probe
) -> None:
    probe(TELL, "mail:read", id="owner")
    # These keep their limits by handing the question on, and say so.
    hand_on = 'ctx.scope("mail:read")\nreturn Found(value=ctx.call("{}.look")["value"])'
    probe(hand_on.format("owner"), "mail:read", id="inner")
    probe(hand_on.format("inner"), "mail:read", id="outer")
    kernel.grant("owner", "mail:read")
    kernel.grant("inner", "mail:read", scope=Scope(resolution="headers"))
    kernel.grant("outer", "mail:read", scope=Scope(resolution="snippet", names=("INBOX",)))
    assert look(kernel, "owner")[3] == "body"
    assert look(kernel, "inner") == [[], "None", "None", "headers"]
    assert look(kernel, "outer") == [["INBOX"], "None", "None", "headers"]


def test_a_limit_that_was_set_while_a_worker_runs_holds_for_its_next_call(
    kernel: Kernel, probe: Probe
) -> None:
    probe(TELL, "mail:read")
    kernel.grant("probe", "mail:read")
    assert look(kernel)[3] == "body"
    kernel.grant("probe", "mail:read", scope=Scope(resolution="snippet"))
    assert look(kernel)[3] == "snippet"


def test_the_ninety_days_go_by_the_users_clock(
    kernel: Kernel, probe: Probe, monkeypatch: pytest.MonkeyPatch
) -> None:
    probe("return Found()", "mail:read")
    monkeypatch.setenv("LLMOS_NOW", "2026-01-01T09:00")
    kernel.grant("probe", "mail:read")
    monkeypatch.setenv("LLMOS_NOW", "2026-04-02T09:01")
    with pytest.raises(PermissionDenied, match="never used on 2026-01-01, more than 90 days ago"):
        look(kernel)


FILL = """
import sqlite3
database = sqlite3.connect(ctx.data / "mail.db")
database.executescript('''
    PRAGMA journal_mode = WAL;
    CREATE TABLE messages (id); CREATE TABLE problems (id); CREATE TABLE empty (id);
    CREATE VIEW twice AS SELECT id FROM messages UNION ALL SELECT id FROM messages;
    CREATE VIRTUAL TABLE words USING fts5 (text);
''')
database.executemany("INSERT INTO messages VALUES (?)", [(n,) for n in range(1234)])
database.execute("INSERT INTO problems VALUES (1)")
database.execute("INSERT INTO words VALUES ('one')")
database.commit()
(ctx.data / "notes.txt").write_text("SQLite format 3 is not what this is")
(ctx.data / "broken.db").write_bytes(b"SQLite format 3\\0 and nothing more")
return Found()
"""


def test_revoking_counts_the_rows_that_were_derived(kernel: Kernel, probe: Probe) -> None:
    probe(FILL, "mail:read")
    kernel.grant("probe", "mail:read")
    look(kernel)
    gone = kernel.revoke("probe")
    assert {(rows.database, rows.table, rows.count) for rows in gone.rows} == {
        ("mail.db", "messages", 1234),
        ("mail.db", "problems", 1),
    }
    assert not kernel.home.plugin_data("probe").exists()


def test_revoking_does_not_follow_a_plugins_links(kernel: Kernel, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as database:
        database.execute("CREATE TABLE secrets AS SELECT 1")
    database.close()
    data = kernel.home.plugin_data("probe")
    data.mkdir(parents=True)
    (data / "link.db").symlink_to(foreign)
    gone = kernel.revoke("probe")
    assert (gone.files, gone.rows) == (0, ())
    assert foreign.exists()
