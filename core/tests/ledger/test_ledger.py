"""What the ledger says about calls, and about what the model saw."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from llmos import store
from llmos.calls import Call, Request
from llmos.ledger import SCHEMA, Ledger


def test_a_call_is_on_record_before_it_runs_with_its_outcome_unknown(
    ledger: Ledger, request_: Request, call: Call
) -> None:
    ledger.open(request_, call, ["mail:read"], "granted: mail:read")
    (entry,) = ledger.entries()
    assert (entry.outcome, entry.label, entry.records) == ("unknown", "", ())
    assert (entry.plugin, entry.tool, entry.door) == ("mail", "mail.search", "ask")
    assert (entry.permissions, entry.decision) == (("mail:read",), "granted: mail:read")


def test_an_outcome_is_put_with_its_call_whatever_ran_in_between(
    ledger: Ledger, request_: Request, call: Call
) -> None:
    first = ledger.open(request_, call, [], "granted")
    second = ledger.open(request_, call, [], "granted")
    ledger.close(first, "failed", None, [])
    ledger.close(second, "done", "untrusted", ["m1", "m2"])
    assert [(entry.id, entry.outcome, entry.records) for entry in ledger.entries()] == [
        (second, "done", ("m1", "m2")),
        (first, "failed", ()),
    ]


def test_what_was_not_allowed_is_on_record_as_refused(filled: Ledger) -> None:
    newest = filled.entries()[0]
    assert (newest.tool, newest.outcome, newest.decision) == ("mail.send", "refused", "never")


def test_entries_are_the_newest_first_of_one_plugin_and_no_more_than_wanted(
    filled: Ledger, request_: Request
) -> None:
    filled.open(request_, Call("calendar.events"), [], "granted")
    assert [entry.plugin for entry in filled.entries()] == ["calendar", "mail", "mail", "mail"]
    assert [entry.tool for entry in filled.entries(plugin="mail", limit=2)] == [
        "mail.send",
        "mail.search",
    ]


def test_it_answers_what_the_model_saw_and_why_it_may(filled: Ledger) -> None:
    writing, routing = filled.seen()
    assert (routing.where, routing.tools, routing.records) == ("routing", 26, ())
    assert (writing.where, writing.plugin) == ("writing", "mail")
    assert (writing.permissions, writing.records) == (("mail:read",), ("m1", "m2"))
    assert writing.request_hash == routing.request_hash == filled.entries()[0].request_hash
    assert filled.seen(plugin="mail") == [writing]


def test_rows_are_only_ever_added(
    filled: Ledger, connection: sqlite3.Connection, request_: Request, call: Call
) -> None:
    before = connection.execute("SELECT * FROM ledger ORDER BY seq").fetchall()
    filled.close(filled.open(request_, call, [], "granted"), "cancelled", None, [])
    after = connection.execute("SELECT * FROM ledger ORDER BY seq").fetchall()
    assert after[: len(before)] == before
    assert len(after) == len(before) + 2


def test_contents_are_in_no_file_in_any_form(
    filled: Ledger, connection: sqlite3.Connection, tmp_path: Path
) -> None:
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for file in tmp_path.iterdir():
        content = file.read_bytes()
        assert not any(word in content for word in (b"lease", b"Ines", b"eve@example.org"))


def test_equal_words_are_known_again_but_only_under_the_same_key(
    filled: Ledger, request_: Request, call: Call, tmp_path: Path
) -> None:
    other_connection = store.connect(tmp_path / "other" / "state.db", SCHEMA)
    other = Ledger(other_connection, tmp_path / "other" / "ledger.checkpoint")
    other.open(request_, call, [], "granted")
    here, again, elsewhere = *filled.entries()[1:], other.entries()[0]
    other_connection.close()
    assert here.request_hash == again.request_hash != elsewhere.request_hash
    assert here.arguments_hash == again.arguments_hash != elsewhere.arguments_hash
    assert len(here.request_hash) == 64
