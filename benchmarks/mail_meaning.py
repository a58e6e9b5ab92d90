"""How often llmos-mail finds a mail that says the same in other words: by words alone, and by words
and meaning together, as the plugin searches.

    python benchmarks/mail_meaning.py [--wrong] [--json]

The mail is that of the sample life; each of the questions in data/mail_meanings.jsonl is about one
conversation in it, in its language, and shares few words with it. A search is right if a mail of
that conversation is the first it finds, or among the first three or five. Exits 1 if meaning does
not bring at least half as many again among the first three. It needs the embedding weights:
`llmos models pull`.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from llmos.demo import building
from llmos.engines.embedding import Embedder
from llmos.models import Library
from llmos_mail.index.learning import learn, waiting
from llmos_mail.index.schema import open_index
from llmos_mail.index.search import Meaning, Wanted, search, unknown
from llmos_mail.index.update import update

QUESTIONS = Path(__file__).parent / "data" / "mail_meanings.jsonl"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
FIRST = (1, 3, 5)
REACH = 1.5


def main() -> int:
    """Search both ways, print, and say by the exit code whether meaning is worth it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--wrong", action="store_true", help="list what is not among five")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    asked = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    places = _places(asked)
    figures = {
        way: {str(first): sum(place < first for place in found) for first in FIRST}
        for way, found in places.items()
    }
    if options.json:
        print(json.dumps({"questions": len(asked)} | figures))
    else:
        for way, right in figures.items():
            told = ", ".join(f"{n} of {len(asked)} in the first {k}" for k, n in right.items())
            print(f"{way:20} {told}")
    if options.wrong:
        for one, place in zip(asked, places["words and meaning"], strict=True):
            if place >= FIRST[-1]:
                print(f"  {one['question']}  (wanted: {one['subject']})")
    return int(figures["words and meaning"]["3"] < REACH * figures["words"]["3"])


def _places(asked: Sequence[dict[str, str]]) -> dict[str, list[int]]:
    """For each way of searching the place of the first right mail for each question."""
    embedder = Embedder(Library().find("all-minilm-l6-v2"))

    def embed(texts: Sequence[str]) -> list[bytes]:
        return [row.astype("<f4").tobytes() for row in embedder.embed(list(texts))]

    ways: dict[str, Meaning] = {
        "words": unknown,
        "words and meaning": lambda text: embed([text])[0],
    }
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(open_index(Path(folder, "mail.db"))) as connection,
    ):
        _indexed(connection, Path(folder, "life"), embed)
        return {
            way: [_place(connection, one, meaning) for one in asked]
            for way, meaning in ways.items()
        }


def _indexed(
    connection: sqlite3.Connection, life: Path, embed: Callable[[Sequence[str]], list[bytes]]
) -> None:
    building.build(life, NOW)
    maildirs = {path.parent for path in life.rglob("cur") if not path.parent.name.startswith(".")}
    boxes = [("mbox", path) for path in sorted(life.rglob("*.mbox"))]
    places = [*(("maildir", path) for path in sorted(maildirs)), *boxes]
    update(connection, places, lambda *_: None)
    while waiting(connection):
        learn(connection, embed, 64)


def _place(connection: sqlite3.Connection, one: dict[str, str], meaning: Meaning) -> int:
    found = search(connection, Wanted(text=one["question"]), 20, meaning).messages
    right = (n for n, message in enumerate(found) if one["subject"] in message.subject)
    return next(right, len(found) + FIRST[-1])


if __name__ == "__main__":
    sys.exit(main())
