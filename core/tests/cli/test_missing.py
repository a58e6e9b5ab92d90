"""What a request lacks is asked for at the terminal, and the request goes on with the answer."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pytest

from llmos.cli.app import app
from llmos.engines import ScriptedEngine
from llmos.errors import Cancelled

pytest.importorskip("instructor")
pytest.importorskip("jsonschema")

NOTES = '''
from typing import Annotated
from pydantic import Field
from llmos import *

class Note(Result):
    said: str
    def rendering(self):
        return [Text(self.said)]

@tool(examples=["jot down that the roof leaks", "jot this down", "jot down the code"])
def jot(text: Annotated[str, Field(description="What the note says.")]) -> Note:
    """Write a note."""
    return Note(said=f"noted: {text}")

@hookimpl
def llmos_tools():
    return [jot]
'''
MANIFEST = 'id = "notes"\napi = 1\nsummary = "Notes."\n'


class Certain(ScriptedEngine):
    """Knows the words of a text, finds the first tool likeliest, and has nothing else to say."""

    def encode(self, text):
        numpy = pytest.importorskip("numpy")
        row = numpy.zeros(64, numpy.float32)
        row[[zlib.crc32(word.encode()) % 64 for word in text.split()]] = 1
        return row

    def score(self, messages, opening, names):
        return [-5.0 * place for place, _ in enumerate(names)]


@pytest.fixture
def ask(home, install, monkeypatch, capsys) -> Callable[..., str]:
    """Asks at a terminal on which these lines are typed; what stood on the output."""
    install("notes", NOTES, MANIFEST)
    monkeypatch.setenv("LLMOS_NOW", "2026-11-24T10:00")

    def asked(words: str, typed: str) -> str:
        monkeypatch.setattr("llmos.cli.door._engine", lambda home: Certain([]))
        monkeypatch.setattr("llmos.cli.terminal.asking.terminal_asker", object)
        monkeypatch.setattr("llmos.cli.terminal.asking._drain", lambda: None)  # no terminal
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        app(["ask", words], standalone_mode=False)
        return "".join(capsys.readouterr())

    return asked


def test_the_answer_to_what_is_missing_completes_the_request(ask):
    said = ask("jot something down", "the boiler is old\n")
    assert "notes needs to know more" in said
    assert "noted: the boiler is old" in said


def test_who_types_nothing_stops_it(ask):
    with pytest.raises(Cancelled, match="nothing was done"):
        ask("jot something down", "\n")
