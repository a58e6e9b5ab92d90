"""Searching by words, by meaning and by both; filters; nothing that anybody types breaks it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from llmos_files.index.attempts import Attempts
from llmos_files.index.meaning import DIMENSIONS, Meanings, embed_some, throw_out_dead, waiting
from llmos_files.index.passages import matching, of_document
from llmos_files.index.query import terms
from llmos_files.index.schema import open_index
from llmos_files.index.search import Finder, Wanted
from llmos_files.index.update import Update
from llmos_files.index.visible import Visible, show_only

TOPICS = ("animal", "money", "travel")


def meaning(text: str) -> bytes:
    """A stand-in for the model: texts about one topic are near each other."""
    words = {"dog": 0, "cat": 0, "pet": 0, "rent": 1, "price": 1, "train": 2, "flight": 2}
    vector = np.zeros(DIMENSIONS, np.float32)
    vector[200 + len(text) % 100] = 1
    for word, topic in words.items():
        if word in text.lower():
            vector[topic * 40 : topic * 40 + 40] += 1
    return (vector / np.linalg.norm(vector)).astype("<f4").tobytes()


class Library:
    """An index with files in it."""

    def __init__(self, folder: Path, data: Path) -> None:
        self.folder, self.data = folder, data
        self.connection = open_index(data / "files.db")
        self.meanings = Meanings()

    def update(self) -> None:
        attempts = Attempts(self.data / "note", self.connection, 0, 1)
        Update(self.connection, attempts).run([self.folder])
        attempts.close()
        show_only(self.connection, Visible((self.folder,)))

    def embed(self) -> None:
        while embed_some(self.connection, lambda texts: [meaning(text) for text in texts]):
            pass

    def search(self, text: str = "", **wanted: object) -> list[str]:
        self.update()
        finder = Finder(self.connection, self.meanings)
        return [hit.file.name for hit in finder.search(Wanted(text, **wanted), 10)]


@pytest.fixture
def library(folder, put, tmp_path):
    put("lease.md", "# Lease\n\n## Pets\n\nA dog needs consent.\n\n## Rent\n\nThe rent is 1480.\n")
    put("travel/plan.txt", "We take the train to the mountains.")
    put("recipes/soup.txt", "Onions, carrots and a bay leaf.")
    library = Library(folder, tmp_path)
    yield library
    library.connection.close()


def test_all_words_come_before_some_and_names_count(library):
    assert library.search("dog consent")[0] == "lease.md"
    assert library.search("plan") == ["plan.txt"]
    assert library.search("soup onions train")[0] == "soup.txt"


def test_words_are_found_in_other_forms_and_without_accents(library, put):
    put("z.txt", "Die Kündigungsfrist beträgt drei Monate; carrots")
    assert library.search("kundigungsfrist") == ["z.txt"]
    assert set(library.search("carrot")) == {"soup.txt", "z.txt"}


def test_meaning_finds_what_no_word_names(library):
    library.update()
    library.embed()
    assert library.search("cat", vector=meaning("cat")) == ["lease.md"]
    assert library.search("cat") == []


def test_of_files_that_fit_as_well_the_short_one_comes_first(library, put):
    os.utime(put("short.txt", "Our dog."), ns=(1, 1))
    put("long.txt", "\n\n".join(f"Chapter {n} of the dog. {'So it goes. ' * 60}" for n in range(9)))
    library.update()
    library.embed()
    found = library.search("", vector=meaning("dog"))
    assert found.index("short.txt") < found.index("long.txt")


def test_meanings_follow_what_is_added_and_forget_what_is_gone(library, put, folder):
    library.update()
    library.embed()
    library.search("x", vector=meaning("flight"))
    put("tickets.txt", "Our flight leaves at nine.")
    library.update()
    assert waiting(library.connection) == 1
    library.embed()
    assert set(library.search("", vector=meaning("train"))) == {"plan.txt", "tickets.txt"}
    for name in ("tickets.txt", "lease.md"):
        (folder / name).unlink()
    library.update()
    assert library.search("", vector=meaning("train")) == ["plan.txt"]
    throw_out_dead(library.connection)
    (left,) = library.connection.execute("SELECT sum(length(passages)) / 8 FROM vectors").fetchone()
    assert left == 2
    library.meanings = Meanings()
    assert library.search("", vector=meaning("train")) == ["plan.txt"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"kinds": ("text",), "folder": "travel"}, {"plan.txt"}),
        ({"folder": "Documents/recipes"}, {"soup.txt"}),
        ({"smallest": 50}, {"lease.md"}),
        ({"largest": 33}, {"soup.txt"}),
        ({"since": datetime(2020, 1, 1, tzinfo=UTC), "folder": "recipes"}, {"soup.txt"}),
        ({"until": datetime(2020, 1, 1, tzinfo=UTC)}, {"plan.txt"}),
    ],
)
def test_filters_narrow_the_search(library, folder, wanted, expected):
    os.utime(folder / "travel/plan.txt", (1_000_000_000, 1_000_000_000))
    assert set(library.search(**wanted)) == expected


def test_a_copy_is_no_second_answer(library, put):
    put("copy.md", (library.folder / "lease.md").read_text())
    assert len(library.search("dog consent")) == 1


@pytest.mark.parametrize(
    "text", ['"', "a* OR b", "NEAR(x)", "-x ^y {z}", "'; DROP TABLE files", "(((", "\0", "ÄÖ :"]
)
def test_whatever_is_typed_is_only_words(library, text):
    library.search(text)
    assert library.search("lease")  # nothing was dropped, nothing is stuck


def test_words_that_say_nothing_are_left_out_unless_there_are_no_others():
    assert terms("what does the lease say about pets?") == ['"leas"*', '("pet" OR "pets")']
    assert terms("what is it") == ['"what"*', '"is"', '"it"']
    assert terms('the "exact phrase"') == ['"exact phrase"']


def test_a_document_is_read_from_its_beginning_or_where_it_fits(library):
    library.update()
    library.embed()
    (content,) = library.connection.execute(
        "SELECT content FROM files WHERE name = 'lease.md'"
    ).fetchone()
    start = of_document(library.connection, content, None, 10)
    assert [str(piece.place) for piece in start] == [
        "section “Lease”", "section “Pets”", "section “Rent”"
    ]  # fmt: skip
    (best, *_) = matching(library.connection, content, "may I keep a cat", meaning("cat"), 1)
    assert str(best.place) == "section “Pets”"


def test_words_that_stand_apart_in_one_file_count_together(library, put):
    filling = "It is about nothing that anybody asks. " * 30
    put("apart.md", f"# One\n\nThe anchor is new.\n\n# Two\n\n{filling}\n\n# Three\n\nSails too.\n")
    put("often.md", "An anchor, an anchor and an anchor again.\n")
    assert library.search("anchor sails")[0] == "apart.md"


def test_a_rare_word_tells_more_than_several_that_are_everywhere(library, put):
    for number in range(12):
        put(f"letter{number}.md", f"A letter about the harbour, page {number}.\n")
    put("log.md", "The zeppelin came.\n")
    assert library.search("letter harbour page zeppelin")[0] == "log.md"


def test_a_question_that_speaks_of_a_kind_of_file_prefers_such_files(library, put):
    put("plan.csv", "Harbour,Berths\nNorth,12\n")
    put("plan.md", "The harbour has berths in the north, says the workbook.\n")
    assert library.search("the excel workbook about harbour berths")[0] == "plan.csv"


def test_a_word_for_a_kind_of_file_is_found_in_texts_where_it_is_all_that_is_asked(library, put):
    put("notes.md", "The slides are missing.\n")
    assert library.search("slides") == ["notes.md"]
