"""`llmos plan` shows the steps and runs nothing; `llmos ask` shows what each of them brought."""

from __future__ import annotations

import json

import pytest

from llmos.cli.app import app
from llmos.engines import ScriptedEngine

pytest.importorskip("instructor")
pytest.importorskip("jsonschema")

SHELF = '''
from typing import Annotated
from llmos import Citation, Context, Permission, Result, Takes, Text, hookimpl, tool

class Found(Result):
    books: list[dict]
    def rendering(self):
        return [Text(f"found {len(self.books)}")]

class Read(Result):
    text: str

@tool(yields={"mail": "books[0].id"}, examples=["find the book of tea"])
def find(ctx: Context, about: Annotated[str, Takes("title")] = "") -> Found:
    """Find books."""
    (ctx.data / "ran").touch()
    return Found(books=[{"id": "b7", "title": "Tea"}])

@tool(needs=[Permission("files:read")], examples=["read it"])
def read(id: Annotated[str, Takes("mail")]) -> Read:
    """Read a book."""
    return Read(text=f"the words of {id}")

@hookimpl
def llmos_tools():
    return [find, read]
'''
MANIFEST = """
id = "shelf"
api = 1
summary = "Books."
[permissions]
"files:read" = "Read books."
"""
ANSWERS = [
    {"call": {"tool": "shelf.find", "arguments": {}}},
    {"call": {"tool": "shelf.read", "arguments": {"id": "b7"}}},
    {"about": "tea"},
    {"call": {"tool": "shelf.read", "arguments": {"id": "b7"}}},
]


@pytest.fixture
def run(home, install, monkeypatch, capsys):
    """Runs a command about one request for two things; what stood on both outputs."""
    install("shelf", SHELF, MANIFEST)
    monkeypatch.setattr("llmos.cli.door._engine", lambda home: ScriptedEngine(ANSWERS))

    def command(*words):
        app([*words, "find the book of tea and read it"], standalone_mode=False)
        return "\n".join(capsys.readouterr())

    return command


def test_a_plan_shows_what_flows_and_what_is_missing_and_runs_nothing(run, home):
    said = run("plan")
    assert "1. shelf.find" in said
    assert "id = the mail of step 1" in said
    assert "needs no permission" in said
    assert "needs files:read (not granted)" in said
    assert "Nothing has run." in said
    assert not list(home.data.rglob("ran"))


def test_programs_get_the_plan_as_json(run):
    plan = json.loads(run("plan", "--json"))
    assert plan["steps"][1]["references"]["id"]["step"] == 0
    assert plan["steps"][1]["needs"] == ["files:read"]
    assert plan["steps"][1]["not_granted"] == ["files:read"]


def test_asking_runs_the_steps_one_after_the_other(run, home, open_kernel):
    open_kernel().grant("shelf", "files:read")
    said = run("ask")
    assert said.index("found 1") < said.index("the words of b7")


def test_where_nobody_can_be_asked_a_plan_that_is_not_granted_runs_no_step(run, home):
    with pytest.raises(Exception, match=r"No step has run: shelf\.read may not") as refused:
        run("ask")
    assert "llmos permissions grant shelf files:read" in refused.value.hint
    assert not list(home.data.rglob("ran"))


@pytest.fixture
def route(home, install, monkeypatch, capsys):
    """Shows what one request becomes; what stood on both outputs."""
    install("shelf", SHELF, MANIFEST)
    monkeypatch.setattr("llmos.cli.door._engine", lambda home: ScriptedEngine(ANSWERS[1:]))

    def command(*options):
        app(["route", *options, "read b7"], standalone_mode=False)
        return "\n".join(capsys.readouterr())

    return command


def test_a_route_says_what_could_be_done_if_it_were_allowed(route, open_kernel):
    assert "I could do this if you allow files:read" in route()
    assert json.loads(route("--json"))["not_granted"] == ["files:read"]
    open_kernel().grant("shelf", "files:read")
    assert "if you allow" not in route()
