"""Right document in the top 3: full text alone, meaning alone, both. Prints percentages.

The questions are those of plugins/llmos-files/tests, over the sample home's documents, and over the
shared documents where this checkout has them. Those of search_questions.toml may be looked at when
the ranking is improved; of those kept aside only the figures are printed. Needs the weights
of the embedding model (`llmos models pull`).
"""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from llmos.demo import build
from llmos.engines import open_embedder
from llmos_files.index.attempts import Attempts
from llmos_files.index.languages import in_english
from llmos_files.index.meaning import Meanings, embed_some
from llmos_files.index.schema import open_index
from llmos_files.index.search import Finder, Wanted
from llmos_files.index.update import Update
from llmos_files.index.visible import Visible, show_only

ROOT = Path(__file__).parents[1]
QUESTIONS = ROOT / "plugins/llmos-files/tests"
PARTS = {"looked at": "search_questions.toml", "kept aside": "search_questions_kept_aside.toml"}
FIXTURES = ROOT.parent / "shared/fixtures/files"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))

Way = Callable[[str], Wanted]


def main() -> None:
    """Index, ask, print."""
    with tempfile.TemporaryDirectory() as folder:
        (source,) = build(Path(folder) / "life", NOW).sources["files"]
        roots = [source.path, *[FIXTURES] * FIXTURES.is_dir()]
        finder, embed = indexed(roots, Path(folder))
        for part, file in PARTS.items():
            labelled = tomllib.loads((QUESTIONS / file).read_text("utf-8"))
            homes = {"the sample home": (roots[:1], labelled["sample"])}
            if len(roots) > 1:
                homes["the shared documents"] = roots[1:], labelled["fixtures"]
                homes["both in one index"] = roots, labelled["sample"] | labelled["fixtures"]
            for name, (shown, questions) in homes.items():
                show_only(finder.connection, Visible(tuple(shown)))
                print(f"{part}, {name}, {len(questions)} questions:")
                compare(finder, embed, questions, show=part == "looked at")


def compare(
    finder: Finder,
    embed: Callable[[list[str]], list[bytes]],
    questions: dict[str, str],
    *,
    show: bool,
) -> None:
    """Print how many questions each way of searching answers."""
    ways: dict[str, Way] = {
        "full text": lambda text: Wanted(text),
        "meaning": lambda text: Wanted(vector=embed([in_english(text)])[0]),
        "both": lambda text: Wanted(text, embed([in_english(text)])[0]),
    }
    for name, way in ways.items():
        missed = ask(finder, way, questions)
        share = 100 * (1 - len(missed) / len(questions))
        print(f"  {name:>9}: {share:5.1f} % in the top 3")
    for question in missed if show else ():
        print(f"             not: {question}")


def indexed(roots: Sequence[Path], data: Path) -> tuple[Finder, Callable[[list[str]], list[bytes]]]:
    """A finder over these folders, and what gives meanings."""
    connection = open_index(data / "files.db")
    attempts = Attempts(data / "note", connection, 0, 1)
    Update(connection, attempts).run(list(roots))
    embedder = open_embedder()
    if embedder is None:
        raise SystemExit("The weights are missing: llmos models pull all-minilm-l6-v2")

    def embed(texts: Sequence[str]) -> list[bytes]:
        return [
            row.astype("<f4").tobytes()
            for start in range(0, len(texts), 16)
            for row in embedder.embed(list(texts[start : start + 16]))
        ]

    while embed_some(connection, embed):
        pass
    return Finder(connection, Meanings()), embed


def ask(finder: Finder, way: Way, questions: dict[str, str]) -> list[str]:
    """The questions whose document is not among the first three."""
    return [
        question
        for question, document in questions.items()
        if not any(hit.file.name.startswith(document) for hit in finder.search(way(question), 3))
    ]


if __name__ == "__main__":
    main()
