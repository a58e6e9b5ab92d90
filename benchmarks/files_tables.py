"""Questions to workbooks, answered exactly: by the rules alone, and by the tool with the model.

The workbooks and the answers, worked out by hand, are those of plugins/llmos-files/tests. `--model`
asks the real tool in the real kernel, which lets the model help where the rules find nothing; it
needs the weights (`llmos models pull`) and takes minutes.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "plugins/llmos-files/tests"))

from judging import is_right, questions
from workbooks import make_all

from llmos_files.asking.choosing import choose
from llmos_files.sheets.detecting import tables
from llmos_files.sheets.engine import run
from llmos_files.sheets.grid import grids
from llmos_files.sheets.wording import in_words

TODAY = date(2026, 11, 24)
FILES = (
    "questions.toml",
    "questions_kept_aside.toml",
    "questions_measures.toml",
    "questions_measures_kept_aside.toml",
)
Answer = tuple[Sequence[Sequence[Any]], str]
Way = Callable[[str, str], Answer]


def main() -> None:
    """Ask everything and print what was exact, and how each wrong answer shows itself."""
    with tempfile.TemporaryDirectory() as name:
        books = make_all(Path(name))
        ways: dict[str, Way] = {"rules": lambda book, asked: by_rules(books[book], asked)}
        if "--model" in sys.argv:
            ways["rules and model"] = with_model(Path(name))
        for way, ask in ways.items():
            for file in FILES:
                report(way, file, ask)


def report(way: str, file: str, ask: Way) -> None:
    """Ask the questions of one file."""
    wrong: list[str] = []
    every = list(questions(file))
    for book, question, expected in every:
        rows, understood = ask(book, question)
        if not is_right(rows, expected):
            wrong.append(f"{question}\n      understood as: {understood}")
    share = 100 * (1 - len(wrong) / len(every))
    print(f"{way}, {file}: {share:.1f} % of {len(every)} exact")
    for one in wrong:
        print(f"  wrong: {one}")


def by_rules(path: Path, question: str) -> Answer:
    """The rows, and the query in words with what was not used."""
    with path.open("rb") as file:
        found = [table for grid in grids(file, path.name) for table in tables(grid)]
    choice = choose(question, found, TODAY, path.name)
    assert choice is not None
    unused = ", ".join(choice.asked.unexplained) or "nothing"
    words = f"{in_words(choice.asked.query)} Not used: {unused}."
    return run(choice.asked.query, choice.table).rows, words


def with_model(folder: Path) -> Way:
    """The tool in a kernel with the configured engine."""
    from llmos.calls import Call
    from llmos.config import Home, read_config
    from llmos.engines import open_engine
    from llmos.errors import LlmosError
    from llmos.kernel import Kernel

    home = Home.at(folder / "llmos-home")
    kernel = Kernel(home, asker=None, engines=lambda: open_engine(read_config(home).engine))
    kernel.add_source("files", folder)
    kernel.grant("files", "files:read")

    def ask(book: str, question: str) -> Answer:
        call = Call("files.table", {"document": book, "question": question})
        try:
            output = kernel.call(kernel.request(question, door="bench"), call).output
        except LlmosError as error:
            return [], error.message
        assert output is not None
        return output.value["rows"], " ".join([output.value["query"], *output.value["notes"]])

    return ask


if __name__ == "__main__":
    main()
