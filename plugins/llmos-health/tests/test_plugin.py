"""The plugin inside llmos: the real kernel, a real worker, real grants."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from llmos.errors import InvalidArguments, PermissionDenied, ToolError
from llmos.scope import Scope
from llmos_health import plugin
from llmos_health.generating.body import Strain
from llmos_health.generating.clock import LocalClock

from .conftest import BERLIN, small_body

MARCH = {"since": "2026-03-01", "until": "2026-03-31"}
BODY = small_body(first=date(2026, 3, 1), days=31, density=0.15, gap=10)
CALENDAR = '''
from llmos import Context, Permission, Result, hookimpl, tool

class Events(Result):
    events: list[dict[str, object]]

@tool(needs=[Permission("calendar:read")])
def events(ctx: Context, since: str, until: str, limit: int = 50) -> Events:
    """List events."""
    times = {"start": "2026-03-24T14:00:00+01:00", "end": "2026-03-24T15:00:00+01:00"}
    return Events(events=[{"id": "e", "title": "Review", "all_day": False, "people": [], **times}])

@hookimpl
def llmos_tools():
    return [events]
'''


@pytest.fixture
def host(llmos_host, synthetic, monkeypatch):
    """A host that knows one export, with nothing granted."""
    monkeypatch.setenv("LLMOS_NOW", "2026-04-01T12:00+02:00")
    return llmos_host.source("health", synthetic(BODY))


def test_llmos_tools_declares_what_the_model_may_call_with_examples_in_two_languages():
    declared = plugin.llmos_tools()
    assert [tool.name for tool in declared] == [
        "summary",
        "trend",
        "compare",
        "sleep",
        "workouts",
        "records",
        "during",
        "suggest",
        "chart",
    ]
    german = {
        "wie",
        "wie viele",
        "steigt",
        "nehme",
        "vergleiche",
        "bin",
        "welche",
        "welches",
        "zeig",
        "zeichne",
        "brauche",
        "was",
    }
    for tool in declared:
        assert 6 <= len(tool.examples) <= 12
        assert any(example.split()[0] in german for example in tool.examples), tool.name


def test_llmos_index_llmos_inspect_and_llmos_status_are_not_for_the_model():
    hidden = {one().name for one in (plugin.llmos_index, plugin.llmos_inspect, plugin.llmos_status)}
    assert hidden == {"refresh", "inspect", "status"}
    assert not hidden & {tool.name for tool in plugin.llmos_tools()}


def test_llmos_settings_work_without_being_set():
    assert plugin.llmos_settings()().days == 30


def test_without_a_grant_nothing_is_read(host):
    with pytest.raises(PermissionDenied, match="health:read"):
        host.call("health.summary")


def test_with_the_grant_there_are_figures_and_their_sources(host):
    output = host.granting("health", "health:read").call("health.summary", **MARCH)
    assert len(output.value["metrics"]) > 15
    assert any("iPhone" in citation.title for citation in output.citations)


def test_a_picture_is_drawn_in_the_confined_worker(host):
    output = host.granting("health", "health:read").call("health.chart", metric="steps", **MARCH)
    (picture,) = output.blocks
    assert picture.data[:4] == b"\x89PNG"
    assert "┤" in picture.text


def test_reading_tells_how_far_it_is_and_the_status_what_is_there(host):
    host.granting("health", "health:read")
    told = []
    report = host.kernel.index("health", told.append).output.value
    assert report["records"] > 1_000
    assert (told[-1].done, told[-1].unit) == (told[-1].total, "bytes")
    assert host.kernel.inspect("health").output.value["sources"][0]["written"] == "2026-04-01"


def test_arguments_that_do_not_fit_never_reach_the_data(host):
    host.granting("health", "health:read")
    for arguments in ({"since": "someday"}, {"metrics": "x"}):
        with pytest.raises(InvalidArguments):
            host.call("health.summary", **arguments)


def test_with_resolution_label_no_number_leaves_the_worker(host):
    """Not in results, not in errors, not in what llmos keeps."""
    host.kernel.grant("health", "health:read", scope=Scope(resolution="label"))
    output = host.call("health.summary", metric="weight")
    shown = json.dumps(output.value) + str(output.blocks) + str(output.citations)
    assert not any(letter.isdigit() for letter in shown)
    for tool, arguments in (("records", {"metric": "weight"}), ("chart", {"metric": "weight"})):
        with pytest.raises(ToolError, match="needs the resolution") as error:
            host.call(f"health.{tool}", **arguments)
        assert not any(letter.isdigit() for letter in f"{error.value} {error.value.hint}")
    kept = {path.name: path for path in host.kernel.home.data.rglob("*") if path.is_file()}
    assert not any(letter.isdigit() for letter in kept["words.txt"].read_text("utf-8"))
    assert not {"health.db", "daily.db"} & set(kept)
    weights = {f"{value:.1f}" for value in figures(host, BODY)}
    assert len(weights) > 5
    assert not written(host) & weights


def figures(host, body) -> set[float]:
    """What the weights of the export really are."""
    from xml.etree import ElementTree

    from .conftest import text_of

    root = ElementTree.fromstring(text_of(body))
    return {
        float(one.get("value", ""))
        for one in root.iter("Record")
        if one.get("type") == "HKQuantityTypeIdentifierBodyMass"
    }


def written(host) -> set[str]:
    """Every number with one decimal in the files of the home: state, ledger, logs, data."""
    import re

    home = host.kernel.home
    folders = {home.config, home.data, home.cache}
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert files
    text = b" ".join(path.read_bytes() for path in files)
    return {found.decode() for found in re.findall(rb"(?<![\d.])\d\d\.\d(?!\d)", text)}


@pytest.fixture
def calendar(tmp_path, monkeypatch) -> None:
    """A calendar with the review in it, where llmos-calendar is not installed."""
    if not has_calendar():
        install(tmp_path / "site", monkeypatch)


@pytest.fixture
def strained(calendar, llmos_host, synthetic, monkeypatch):
    """A host with an export in which a review raised the pulse."""
    monkeypatch.setenv("LLMOS_NOW", "2026-03-25T20:00+01:00")
    begin = LocalClock(BERLIN).moment(date(2026, 3, 24), 14)
    strain = Strain(begin, begin + 3600, 25)
    body = small_body(first=date(2026, 2, 20), days=45, density=0.5, gap=0, strains=(strain,))
    return llmos_host.source("health", synthetic(body))


def test_the_calendar_is_asked_through_the_kernel(strained, tmp_path):
    if has_calendar():
        strained.source("calendar", review(tmp_path / "calendar"))
    strained.granting("health", "health:read")
    with pytest.raises(PermissionDenied, match="calendar:read"):
        strained.call("health.during")
    strained.granting("health", "calendar:read")
    (event,) = strained.call("health.during").value["events"]
    assert event["title"] == "Review"
    assert event["rise"] == pytest.approx(25, abs=4)
    assert strained.call("health.suggest").value["suggestions"][0]["kind"] == "break"


def test_with_resolution_label_events_are_told_in_words_through_the_kernel(strained, tmp_path):
    if has_calendar():
        strained.source("calendar", review(tmp_path / "calendar"))
    strained.granting("health", "calendar:read")
    strained.kernel.grant("health", "health:read", scope=Scope(resolution="label"))
    for tool in ("during", "suggest"):
        output = strained.call(f"health.{tool}")
        shown = (
            json.dumps(output.value, ensure_ascii=False)
            + str(output.blocks)
            + str(output.citations)
        )
        assert "Review" in shown
        assert "elevated" in shown
        assert not any(letter.isdigit() for letter in shown)
    kept = {path.name for path in strained.kernel.home.data.rglob("*") if path.is_file()}
    assert not {"health.db", "daily.db"} & kept


def review(folder: Path) -> Path:
    """A folder of calendars, for llmos-calendar."""
    folder.mkdir()
    (folder / "review.ics").write_bytes(
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nBEGIN:VEVENT\r\nUID:e\r\n"
        b"DTSTAMP:20260301T080000Z\r\nDTSTART:20260324T130000Z\r\nDTEND:20260324T140000Z\r\n"
        b"SUMMARY:Review\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    return folder


def has_calendar() -> bool:
    try:
        distribution("llmos-calendar")
    except PackageNotFoundError:
        return False
    return True


def install(site, monkeypatch) -> None:
    """Install a plugin with the id `calendar`, as pip would."""
    package, info = site / "tiny_calendar", site / "tiny_calendar-1.0.dist-info"
    for folder in (package, info):
        folder.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "plugin.py").write_text(CALENDAR)
    (package / "plugin.toml").write_text(
        'id = "calendar"\napi = 1\nsummary = "Events."\n'
        '[permissions]\n"calendar:read" = "List events."\n'
    )
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tiny-calendar\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[llmos.plugins]\ncalendar = tiny_calendar.plugin\n")
    (info / "RECORD").touch()
    monkeypatch.syspath_prepend(str(site))


def test_the_rooms_know_nothing_of_llmos():
    rooms = (
        "reading.document, {0}.reading.records, {0}.store.figures, {0}.pulse.meetings, "
        "{0}.drawing.terminal, {0}.words.making, {0}.generating.export, {0}.statistics.trend"
    ).format("llmos_health")
    code = f"import sys, llmos_health.{rooms}; sys.exit('llmos' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
