"""Requests about files: kinds, folders, headings, and what is only said of a document."""

from __future__ import annotations

import pytest

from llmos.calls import ToolSpec
from llmos.engines import ScriptedEngine
from llmos.router.filling import fill

pytest.importorskip("instructor")
pytest.importorskip("jsonschema")


def text(description):
    return {"type": "string", "description": description}


KIND = {"type": "string", "enum": ["document", "picture"], "description": "Kind of file."}
DAY = {"type": "string", "format": "date", "description": "Day of its last change."}
FOLDER = text("Name of the folder that it lies in.")


def call(name, properties, required, request, effect="read"):
    parameters = {"type": "object", "properties": properties, "required": list(required)}
    tool = ToolSpec(name, "files", "Do it with files and pictures.", parameters, (), effect)
    return fill(ScriptedEngine([]), tool, request, lambda call: None, attempts=1).call.arguments


SEARCH = {"text": text("What the file is about, or words in it."), "kind": KIND, "folder": FOLDER}
READ = {"document": text("Name of the document, or what it is."), "about": text("Words of it.")}
INSERT = {"document": text("Name of the spreadsheet."), "into": text("The document it goes into.")}
INSERT |= {"at": text("Heading to put it below.")}
WRITE = {"path": text("Path of the file, whole or from the folder on.")}
WRITE |= {"text": text("The text to write.")}


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ("which of my documents mention the portal?", {"text": "portal"}),
        ("find Word documents about returns", {"text": "returns", "kind": "document"}),
        ("search my files for the Encruzado wine", {"text": "Encruzado wine"}),
        ("find the lease in the folder Pictures", {"text": "lease", "folder": "Pictures"}),
    ],
)
def test_a_kind_of_file_is_meant_only_where_it_is_said(asked, words, arguments):
    assert call("files.search", SEARCH, ["text"], asked(words)) == arguments


def test_notes_about_something_are_one_document_and_a_question_about_it_is_none(asked):
    notes = call("files.read", READ, ["document"], asked("read the notes about the portal"))
    assert notes == {"document": "notes about the portal"}
    asking = call("files.read", READ, ["document"], asked("what does the lease say about pets?"))
    assert asking == {"document": "lease", "about": "pets"}


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("put the price list into report.docx below Results", "Results"),
        ("put the price list into report.docx under the heading Documents", "Documents"),
    ],
)
def test_a_heading_is_what_stands_beside_the_word_for_it(asked, words, heading):
    found = call("files.insert", INSERT, ["document", "into"], asked(words), "write")
    assert found == {"document": "price list", "into": "report.docx", "at": heading}


@pytest.mark.parametrize(
    ("words", "path", "said"),
    [
        ("write a note shopping.md with milk, bread and tea", "shopping.md", "milk, bread and tea"),
        ("save 'we start on Monday' as notes/start.txt", "notes/start.txt", "we start on Monday"),
    ],
)
def test_a_path_may_stand_before_or_after_the_words_to_write(asked, words, path, said):
    found = call("files.write", WRITE, ["path", "text"], asked(words), "write")
    assert found == {"path": path, "text": said}


def test_a_season_is_no_day(asked):
    fields = {**READ, "day": DAY}
    of_a_day = call("files.read", fields, ["document"], asked("read the lease of yesterday"))
    assert of_a_day["day"] == "2026-11-23"
    of_a_winter = asked("read the packing list of last winter")
    assert "day" not in call("files.read", fields, ["document"], of_a_winter)


def test_a_number_that_is_known_is_no_name(asked):
    fields = {"presentation": READ["document"], "slide": {"type": "integer"}}
    request = asked("start at slide 10 of yesterday's presentation")
    found = call("files.slideshow", fields, ["presentation"], request)
    assert found == {"presentation": "yesterday's presentation", "slide": 10}


@pytest.mark.parametrize(
    ("words", "document"),
    [
        ("average price per number of wheels in the price list", "price list"),
        ("Umsatz je Region aus den Verkaufszahlen", "Verkaufszahlen"),
        ("the total of the expenses sheet", "expenses"),
    ],
)
def test_what_is_counted_is_not_the_document_that_it_stands_in(asked, words, document):
    fields = {"document": READ["document"], "question": text("What to compute.")}
    found = call("files.table", fields, ["document", "question"], asked(words))
    assert found["document"] == document
