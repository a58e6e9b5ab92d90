"""The declarations of llmos-calendar."""

from __future__ import annotations

import subprocess
import sys

from llmos_calendar import plugin

_GERMAN = {
    "ich",
    "der",
    "die",
    "den",
    "am",
    "mir",
    "meinem",
    "mein",
    "mich",
    "dem",
    "um",
    "nächste",
    "zum",
}

_FRENCH = {"je", "mes", "le", "la", "les", "est", "des", "ma", "de", "à", "demain"}


def test_every_tool_has_examples_in_three_languages():
    for tool in plugin.llmos_tools():
        assert 6 <= len(tool.examples) <= 48, tool.name
        for language in (_GERMAN, _FRENCH):
            assert [one for one in tool.examples if set(one.lower().split()) & language], tool.name


def test_every_tool_that_changes_something_shows_it_first():
    for tool in plugin.llmos_tools():
        assert (tool.previewer is not None) == (tool.effect != "read"), tool.name


def test_settings_work_without_being_set():
    assert plugin.llmos_settings()().event_minutes == 60


def test_nothing_that_speaks_to_servers_is_loaded_at_start():
    heavy = "('caldav', 'PIL', 'niquests')"
    code = f"import sys, llmos_calendar.plugin; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_llmos_index_and_llmos_status_say_what_is_there_and_what_could_not_be_read(calendar):
    calendar.folder.put("broken.ics", b"no calendar at all")
    kernel = calendar.host.kernel
    assert kernel.status("calendar").output.value["events"] == 0
    report = kernel.index("calendar").output.value
    assert (report["events"], report["added"]) == (3, 4)
    status = kernel.status("calendar").output.value
    assert (status["events"], status["calendars"]) == (3, ["home"])
    assert [one["file"] for one in status["problems"]] == ["broken.ics", "broken.ics"]
    hidden = {"refresh", "inspect", "status", "restore", "due"}
    assert not hidden & {tool.name for tool in plugin.llmos_tools()}


def test_llmos_inspect_says_which_calendars_a_source_holds(calendar):
    (line,) = calendar.host.kernel.inspect("calendar").output.value["sources"]
    assert (line["files"], line["calendars"]) == (3, ["home"])
