"""`llmos eval`: labelled requests among described tools, with a model that is not there."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from llmos.calls import Call
from llmos.errors import LlmosError
from llmos.router import Route
from llmos.router.evaluating import Labelled, Wanted, figures, judge, read_labelled, read_tools
from llmos.router.words import words

NOW = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Europe/Berlin"))
TOOLS = """
[[tool]]
name = "notes.find"
description = "Find notes."
examples = ["find my notes"]
required = ["text"]
[tool.parameters]
text = { type = "string", description = "Words." }
since = { type = "string", format = "date" }
"""


def judged(label, call):
    return judge(label, Route(call, 1, 0.5))


@pytest.mark.parametrize(
    ("wanted", "given", "right"),
    [
        ({"text": "the lease"}, {"text": "Lease"}, True),
        ({"text": "lease"}, {"text": "lease and rent"}, False),
        ({"since": {"any": ["2026-11-23", "2026-11-24"]}}, {"since": "2026-11-24"}, True),
        ({"text": "*"}, {"text": "whatever"}, True),
        ({"text": "*"}, {}, False),
        ({"text?": "*"}, {}, True),
        ({}, {"since": "2026-11-23"}, False),
        ({"start": "2026-11-27T18:00"}, {"start": "2026-11-27T18:00+01:00"}, True),
        ({"people": ["Ada", "Lee"]}, {"people": ["Lee", "Ada"]}, True),
    ],
)
def test_arguments_are_judged_by_what_they_mean(wanted, given, right):
    label = Labelled("find it", "notes.find", wanted)
    assert judged(label, Call("notes.find", given)).all_right is right


def test_another_call_may_serve_as_well():
    line = {"request": "Friday", "tool": "calendar.events", "arguments": {"since": "2026-11-27"}}
    also = [{"tool": "calendar.agenda", "arguments": {"day": "2026-11-27"}}]
    label = msgspec.json.decode(json.dumps({**line, "also": also}), type=Labelled)
    assert judged(label, Call("calendar.events", {"since": "2026-11-27"})).all_right
    assert judged(label, Call("calendar.agenda", {"day": "2026-11-27"})).all_right
    other = judged(label, Call("calendar.agenda", {"since": "2026-11-27"}))
    assert other.right_tool
    assert set(other.wrong) == {"day", "since"}
    assert not judged(label, Call("calendar.free", {"since": "2026-11-27"})).right_tool


def test_one_tool_may_serve_with_either_of_two_sets_of_arguments():
    also = (Wanted("mail.draft", {"to": "Ada", "saying": "skis"}),)
    label = Labelled("mail Ada on skis", "mail.draft", {"to": "Ada", "subject": "skis"}, also=also)
    assert judged(label, Call("mail.draft", {"to": "Ada", "saying": "skis"})).all_right
    assert judged(label, Call("mail.draft", {"to": "Ada", "subject": "skis"})).all_right
    assert not judged(label, Call("mail.draft", {"to": "Ada"})).all_right


def test_the_figures_tell_refusals_from_wrong_tools():
    none, some = Labelled("play jazz", None), Labelled("find it", "notes.find")
    rows = [
        judged(none, None),
        judged(none, Call("notes.find")),
        judged(some, Call("notes.find")),
        judged(some, None),
        judged(some, Call("notes.add")),
    ]
    found = figures(rows)
    assert (found.tool.part, found.tool.whole) == (1, 3)
    assert (found.refused.part, found.refused.whole) == (1, 2)
    assert (found.precision.part, found.precision.whole) == (1, 2)
    assert (found.wrongly.part, found.wrongly.whole) == (1, 3)
    assert ("notes.find", "notes.add", 1) in found.confusions


def test_the_tokens_of_all_requests_are_summed_up():
    label = Labelled("find it", "notes.find")
    routes = [Route(Call("notes.find"), 1, 0.5, read=40, written=3), Route(None, 1, 0.5, read=2)]
    found = figures([judge(label, route) for route in routes])
    assert (found.tokens["read"]["sum"], found.tokens["written"]["sum"]) == (42, 3)
    assert found.tokens["read"]["p99"] == 40


def test_files_are_read_by_split_and_wrong_lines_are_named(tmp_path):
    file = tmp_path / "requests.jsonl"
    rows = [{"request": "a", "tool": None, "split": "tune"}, {"request": "b", "tool": "x.y"}]
    file.write_text("\n".join(map(json.dumps, rows)) + "\n")
    assert [row.request for row in read_labelled(file, "tune")] == ["a"]
    assert len(read_labelled(file)) == 2
    file.write_text('{"request": 3}\n')
    with pytest.raises(LlmosError, match="line 1"):
        read_labelled(file)


def test_described_tools_become_specs(tmp_path):
    file = tmp_path / "tools.toml"
    file.write_text(TOOLS)
    (tool,) = read_tools(file)
    assert (tool.name, tool.plugin) == ("notes.find", "notes")
    assert tool.parameters["required"] == ["text"]
    file.write_text("[[tool]]\nname = 3\n")
    with pytest.raises(LlmosError, match="describes no tools"):
        read_tools(file)


FEATURES = ("language", "kind")
SET = Path(__file__).parents[3] / "benchmarks" / "understanding"


def test_the_labelled_set_of_the_project_is_whole():
    rows = read_labelled(SET / "requests.jsonl")
    tools = {tool.name: tool for tool in read_tools(SET / "tools.toml")}
    said = {example.casefold() for tool in tools.values() for example in tool.examples}
    assert len(rows) >= 400
    assert {row.split for row in rows} == {"tune", "report"}
    assert not [row.request for row in rows if row.request.casefold() in said]
    for row in rows:
        for call in row.wanted:
            names = {name.rstrip("?") for name in call.arguments}
            known = tools[call.tool].parameters["properties"] if call.tool else {}
            assert names <= set(known), row.request


def test_no_request_of_the_project_is_labelled_twice():
    said = Counter(" ".join(words(row.request)) for row in read_labelled(SET / "requests.jsonl"))
    assert not [request for request, times in said.items() if times > 1]


def test_what_the_project_reports_on_is_many_and_of_every_kind():
    rows = read_labelled(SET / "requests.jsonl", "report")
    called = Counter(row.tool for row in rows)
    languages, kinds = (Counter(getattr(row, name) for row in rows) for name in FEATURES)
    assert len(rows) >= 250
    assert called[None] >= 45
    assert not [tool.name for tool in read_tools(SET / "tools.toml") if called[tool.name] < 4]
    assert languages["en"] < 0.8 * len(rows)
    assert min(languages["de"], languages["fr"]) >= 0.09 * len(rows)
    assert min(kinds["typo"], kinds["terse"], kinds["wordy"]) >= 0.06 * len(rows)
