"""The plugin inside llmos: the real kernel, a real worker, real grants."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from llmos import Scope
from llmos.errors import PermissionDenied, ToolError
from llmos_files import plugin

LEASE = """# Lease Kanalweg 12

## Rent

The rent is 1,480 EUR a month.

## Pets

Small animals may be kept. A dog or a cat needs the landlord's consent.
"""
GERMAN = {"suche", "welchem", "lies", "was", "welche", "zeig", "fahre", "wie", "Umsatz", "füge"}
GERMAN |= {"setze", "öffne", "mach", "starte", "schreibe", "hänge", "verschiebe", "lege"}
GERMAN |= {"benenne", "nenne", "wirf", "lösche", "finde", "in"}


@pytest.fixture
def host(llmos_host, put, folder):
    """A host that knows one folder, with nothing granted."""
    put("lease.md", LEASE)
    put("notes/ski.md", "# Ski trip\n\nWe packed the long johns and two thermos flasks.\n")
    put("sales.csv", "Region,Bikes\nNorth,61\nSouth,47\n")
    return llmos_host.source("files", folder)


@pytest.fixture
def reader(host):
    """The same with reading allowed."""
    return host.granting("files", "files:read")


@pytest.fixture
def writer(host):
    """The same with changes allowed."""
    return host.granting("files", "files:read", "files:write")


def names(output):
    return [line["name"] for line in output.value["files"]]


def test_llmos_tools_declares_what_the_model_may_call_with_examples_in_two_languages():
    declared = [tool for tool in plugin.llmos_tools() if tool.offered]
    assert [tool.name for tool in declared] == [
        *("search", "read", "recall", "recent", "duplicates", "table", "insert_table", "open"),
        *("slideshow", "write", "move", "rename", "trash"),
    ]
    for tool in declared:
        assert 6 <= len(tool.examples) <= 12
        assert any(GERMAN & set(example.split()) for example in tool.examples)
        assert (tool.previewer is not None) == (tool.effect != "read")


def test_llmos_index_inspect_status_and_undo_are_not_for_the_model():
    hidden = {plugin.llmos_index().name, plugin.llmos_inspect().name}
    hidden |= {plugin.llmos_status().name, plugin.llmos_undo().name}
    assert hidden == {"refresh", "inspect", "status", "take_back"}
    assert not hidden & {tool.name for tool in plugin.llmos_tools()}


def test_llmos_settings_work_without_being_set():
    assert plugin.llmos_settings()().ignore == ()


def test_without_a_grant_nothing_is_read(host):
    with pytest.raises(PermissionDenied, match="files:read"):
        host.call("files.search", text="lease")


def test_a_passage_is_found_with_its_place_and_cited(reader):
    output = reader.call("files.search", text="which animals may I keep")
    line = output.value["files"][0]
    assert line["name"] == "lease.md"
    assert line["passages"][0]["place"] == "section “Pets”"
    assert output.citations[0].id == line["id"]


def test_reading_answers_from_the_document_in_its_own_words(reader):
    value = reader.call("files.read", document="lease", about="pets dog").value
    (passage,) = value["document"]["passages"]
    assert "A dog or a cat needs the landlord's consent." in passage["text"]


@pytest.mark.parametrize(
    ("said", "name"), [("the Excel file", "new.csv"), ("my document", "lease.md")]
)
def test_where_only_the_kind_of_a_file_is_said_the_latest_is_meant(reader, put, said, name):
    os.utime(put("old.csv", "Region,Bikes\nWest,1\n"), (1, 1))
    os.utime(put("new.csv", "Region,Bikes\nEast,2\n"), (4_000_000_000, 4_000_000_000))
    os.utime(put("lease.md", LEASE), (4_100_000_000, 4_100_000_000))
    assert reader.call("files.read", document=said).value["document"]["name"] == name


def test_a_file_that_is_named_and_not_there_is_never_another_one(writer, folder):
    for name in ("old-lease.md", "/etc/passwd", "notes/lease.md"):
        with pytest.raises(ToolError, match=r"There is no file|does not lie in"):
            writer.call("files.trash", source=name)
    with pytest.raises(ToolError) as missing:
        writer.call("files.read", document="leese.md")
    assert missing.value.hint == "Is it lease.md?"
    assert writer.call("files.read", document="notes/ski.md").value["document"]["name"] == "ski.md"
    assert (folder / "lease.md").exists()


def test_a_name_is_drawn_on_one_line_however_long_and_strange_it_is(reader, put):
    put("a\nb.txt", "quince")
    put("x" * 240 + ".txt", "medlar")
    for word, drawn in (("quince", "a\\nb.txt"), ("medlar", "x" * 50 + "…" + "x" * 46 + ".txt")):
        (items, *_) = reader.call("files.search", text=word).blocks
        assert drawn in {item.title for item in items.items}


def test_recall_needs_no_file_name(reader):
    memories = reader.call("files.recall", question="what did we pack for skiing").value["memories"]
    assert memories[0]["document"] == "ski.md"
    assert "thermos" in memories[0]["text"]


def test_a_table_answers_with_the_query_in_words_and_the_cells(reader):
    value = reader.call("files.table", document="sales", question="total bikes").value
    assert value["rows"] == [[108]]
    assert value["query"] == "The sum of “Bikes”."
    assert value["used"] == {"sheet": "sales.csv", "table": "A1:B3", "cells": "B2:B3"}


def test_a_table_says_which_column_it_took_without_being_asked_for_it(reader, put):
    put("gauges.csv", "Gauge,Outer,Inner\nEast,4,3\nWest,7,5\n")
    notes = reader.call("files.table", document="gauges", question="together").value["notes"]
    assert "No column of numbers is named; “Inner” was taken." in notes


def test_the_model_helps_only_where_the_rules_find_nothing_and_says_so(reader):
    pytest.importorskip("instructor", reason="the model comes with llmos[local]")
    filled = {"measure": "max", "column": "Bikes"}
    reader.scripted(filled)
    asked = {"document": "sales", "question": "Fahrradrekord ermitteln"}
    value = reader.call("files.table", **asked).value
    assert value["rows"] == [[61]]
    assert "The model helped to understand the question." in value["notes"]
    value = reader.call("files.table", document="sales", question="bikes in the zzz North").value
    assert (value["rows"], len(reader.engine.requests)) == ([[61]], 1)
    assert "Nothing was made of these words: zzz." in value["notes"]


def test_the_model_is_not_asked_for_what_no_column_says(reader):
    pytest.importorskip("instructor", reason="the model comes with llmos[local]")
    reader.scripted({"measure": "sum", "column": "Bikes"})
    value = reader.call("files.table", document="sales", question="how long did it take?").value
    assert (value["rows"], reader.engine.requests) == ([["North", 61], ["South", 47]], [])
    assert "No column seems to say what “long” asks for." in value["notes"]


def test_an_unknown_document_is_a_sentence_with_the_next_step(reader):
    with pytest.raises(ToolError, match="no document that “xyzzy”") as error:
        reader.call("files.read", document="xyzzy")
    assert "llmos index status files" in error.value.hint


def test_a_document_of_a_day_is_taken_and_of_another_day_it_says_so(reader, put, folder):
    for name, words, day in (("week-1.txt", "older", 1_000_000_000), ("week-2.txt", "newer", 0)):
        path = put(name, words)
        if day:
            os.utime(path, (day, day))
    value = reader.call("files.read", document="week", day="2001-09-09").value
    assert value["document"]["name"] == "week-1.txt"
    assert not any("No such file" in note for note in value["notes"])
    notes = reader.call("files.read", document="week", day="2001-01-01").value["notes"]
    assert "No such file was changed on 2001-01-01; this is the latest one." in notes


def test_recent_lists_the_latest_first_and_knows_folders(reader, folder, put):
    reader.call("files.recent")
    put("notes/new.md", "newest")
    assert names(reader.call("files.recent"))[0] == "new.md"
    assert set(names(reader.call("files.recent", folder="notes"))) == {"new.md", "ski.md"}


def test_duplicates_are_proved_byte_by_byte(reader, put):
    put("a.mp4", b"same beginning" + bytes(2_000_000) + b"one")
    put("b.mp4", b"same beginning" + bytes(2_000_000) + b"two")
    put("c.mp4", b"same beginning" + bytes(2_000_000) + b"one")
    (group,) = reader.call("files.duplicates").value["groups"]
    assert sorted(line["name"] for line in group["files"]) == ["a.mp4", "c.mp4"]


def test_indexing_says_what_it_did_and_the_status_says_why_not_more(reader, put, folder):
    put("old.doc", b"\xd0\xcf")
    put("id_rsa", "secret words")
    put("node_modules/x.js", "x")
    report = reader.kernel.index("files").output.value
    assert (report["files"], report["added"], report["unread"]) == (4, 4, 1)
    status = reader.kernel.status("files").output.value
    assert status["indexed"] == {"text": 2, "spreadsheet": 1}
    assert status["unread"][0]["reason"] == "not read here"
    reasons = {one["reason"]: one["count"] for one in status["passed_over"]}
    assert reasons == {"secret": 1, "made by programs": 1}
    assert names(reader.call("files.search", text="secret words")) == []
    assert reader.kernel.inspect("files").output.value["folders"] == {str(folder): 4}


def test_a_grant_for_a_folder_inside_shows_only_what_lies_there(reader, folder):
    reader.kernel.index("files")
    scope = Scope(places=(str(folder / "notes"),))
    reader.kernel.revoke("files")
    reader.kernel.grant("files", "files:read", scope=scope)
    assert names(reader.call("files.recent")) == ["ski.md"]
    with pytest.raises(ToolError):
        reader.call("files.read", document="lease.md")


def test_a_grant_for_some_days_shows_only_what_was_changed_on_them(host):
    host.kernel.grant("files", "files:read", scope=Scope(until=date(2001, 1, 1)))
    output = host.call("files.recent")
    assert names(output) == []
    assert "up to 2001-01-01" in output.value["notes"][0]


def test_writing_needs_its_own_permission(reader):
    with pytest.raises(PermissionDenied, match="files:write"):
        reader.call("files.write", path="x.md", text="hello")


def test_a_text_is_written_appended_and_taken_back(writer, folder):
    writer.call("files.write", path="todo.md", text="milk")
    writer.call("files.write", path="todo.md", text="bread", how="append")
    assert (folder / "todo.md").read_text() == "milk\nbread\n"
    writer.kernel.undo()
    assert (folder / "todo.md").read_text() == "milk\n"
    writer.kernel.undo()
    assert not (folder / "todo.md").exists()


def test_nothing_is_overwritten_unasked(writer, folder):
    with pytest.raises(ToolError, match="exists already"):
        writer.call("files.write", path="lease.md", text="mine")
    with pytest.raises(ToolError, match="exists already"):
        writer.call("files.rename", source="notes/ski.md", name="ski.md")
    assert (folder / "lease.md").read_text() == LEASE


def test_moving_renaming_and_trashing_are_taken_back(writer, folder):
    writer.call("files.move", source="lease.md", folder="Flat/2026")
    assert (folder / "Flat/2026/lease.md").exists()
    writer.call("files.rename", source="Flat/2026/lease.md", name="contract")
    assert (folder / "Flat/2026/contract.md").read_text() == LEASE
    writer.call("files.trash", source="Flat/2026/contract.md")
    assert not (folder / "Flat/2026/contract.md").exists()
    for expected in ("Flat/2026/contract.md", "Flat/2026/lease.md", "lease.md"):
        writer.kernel.undo()
        assert (folder / expected).read_text() == LEASE


@pytest.mark.parametrize("path", ["../out.md", "/etc/out.md", "notes/../../out.md", ".ssh/a.md"])
def test_a_path_that_leads_out_or_to_secrets_is_refused(writer, folder, path):
    with pytest.raises(ToolError):
        writer.call("files.write", path=path, text="x")
    assert not (folder.parent / "out.md").exists()


def test_a_table_goes_into_a_note_and_out_again(writer, folder, put):
    put("report.md", "# Report\n\n## Sales\n\nSee below.\n\n## End\n")
    asked = {"document": "sales.csv", "question": "bikes per region", "into": "report.md"}
    writer.call("files.insert_table", **asked, at="Sales")
    text = (folder / "report.md").read_text()
    assert "See below.\n\n| Region | sum of Bikes |" in text
    assert text.index("| South | 47 |") < text.index("## End")
    writer.kernel.undo()
    assert (folder / "report.md").read_text() == "# Report\n\n## Sales\n\nSee below.\n\n## End\n"


def test_the_name_of_the_document_that_a_table_goes_into_is_no_part_of_the_question(writer, put):
    put("bikes-process.md", "# How\n")
    asked = "insert sales.csv into bikes-process.md below How"
    value = writer.call(
        "files.insert_table", document="sales.csv", question=asked, into="bikes-process.md"
    ).value
    assert value["result"]["columns"] == ["Region", "Bikes"]


def test_the_rooms_know_nothing_of_llmos():
    rooms = "reading.reading, index.query, sheets.engine, asking.choosing"
    rooms = ", ".join(f"llmos_files.{room.strip()}" for room in rooms.split(","))
    code = f"import sys, {rooms}, llmos_files.inserting.xlsx; sys.exit('llmos' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_no_reading_tool_writes_into_the_folder(reader, folder):
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    reader.kernel.index("files")
    reader.call("files.search", text="rent")
    assert {path: path.stat().st_mtime_ns for path in Path(folder).rglob("*")} == before


def test_a_file_that_a_worker_dies_of_is_passed_over_in_the_same_run(reader, put, folder):
    put("zz-last.txt", "the last one")
    put("bomb.xml", "<a>" + "<b>" * 200_000)
    put("evil.docx", b"PK\x03\x04" + bytes(5_000))
    report = reader.kernel.index("files").output.value
    assert report["files"] == 6
    assert names(reader.call("files.search", text="last one"))[0] == "zz-last.txt"


def test_an_undo_does_not_overwrite_what_another_program_wrote_since(writer, put, folder):
    put("todo.md", "milk\n")
    writer.call("files.write", path="todo.md", text="bread", how="append")
    put("todo.md", "somebody else's\n")
    with pytest.raises(ToolError, match="has changed since; it stays as it is"):
        writer.kernel.undo()
    assert (folder / "todo.md").read_text() == "somebody else's\n"


def test_words_in_a_picture_are_found_where_tesseract_is_installed(reader, folder):
    tesserocr = pytest.importorskip("tesserocr", reason="comes with llmos-files[ocr]")
    places = list(Path("/usr/share").glob("tesseract-ocr/*/tessdata/eng.traineddata"))
    if not places or not tesserocr.tesseract_version():
        pytest.skip("needs Tesseract's English data")
    image = Image.new("RGB", (900, 160), "white")
    font = ImageFont.load_default(48)
    ImageDraw.Draw(image).text((20, 50), "Parking ticket number 4711", fill="black", font=font)
    image.save(folder / "scan.png")
    (line, *_) = reader.call("files.search", text="parking ticket").value["files"]
    assert line["name"] == "scan.png"
