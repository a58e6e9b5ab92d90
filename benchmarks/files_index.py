"""Indexing files: 20,000 mixed ones against recoll in the same run, 100,000 unchanged ones again,
and searches over 100,000 passages while others are given their meanings. Prints seconds, ratios,
megabytes and milliseconds.

Making the trees takes longer than looking at them: `--make FOLDER` only makes them, and
`--measure FOLDER` measures with those.

recoll is measured where `recollindex` is installed (Debian: recollcmd, poppler-utils, python3-lxml,
xsltproc, unrtf), with its own defaults and everything else switched off.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT.parent / "shared/fixtures/files"
sys.path.insert(0, str(ROOT / "plugins/llmos-files/tests"))

FILES = 20_000
UNCHANGED = 100_000
PASSAGES = 100_000
QUERIES = 1_000
SEED = 7
WAITING = 20_000
"""Passages without a meaning when the searches begin; embedding them takes longer than these."""

EMBEDDED = 512
"""As many are embedded while the searches go on; until they are, these are done again."""

CHANCE = np.random.default_rng(SEED)


def main() -> None:
    """Make the trees and measure, or one of both."""
    if sys.argv[1:2] == ["--make"]:
        make(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["--measure"]:
        with tempfile.TemporaryDirectory() as data:
            measure(Path(sys.argv[2]), Path(data))
    else:
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as data:
            make(Path(folder))
            measure(Path(folder), Path(data))


def make(folder: Path) -> None:
    """The three trees."""
    mixed(folder / "mixed")
    plain(folder / "plain")
    long_texts(folder / "passages")


def measure(trees: Path, data: Path) -> None:
    """Every part of ours in a process of its own, so that its memory is its own too."""
    ours = part("index", trees / "mixed", data / "ours")
    theirs = recoll(trees / "mixed", data)
    if theirs:
        print(f"  recoll takes {theirs / ours:.2f} times as long")
    part("again", trees / "plain", data / "again")
    part("search", trees / "passages", data / "search")


def part(name: str, tree: Path, data: Path) -> float:
    """Run one part of this script as a process of its own; the seconds that it says."""
    data.mkdir()
    command = [sys.executable, __file__, name, str(tree), str(data)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    seconds, *lines = done.stdout.decode().splitlines()
    print("\n".join(lines))
    return float(seconds)


def index(tree: Path, data: Path) -> None:
    """Index a tree from nothing until its text is searchable."""
    seconds, added = update(tree, data)
    print(seconds)
    print(f"{added:,} files indexed in {seconds:.1f} s = {added / seconds:,.0f} a second")
    print(f"  memory at most {peak()} MB")


def again(tree: Path, data: Path) -> None:
    """Look through a tree that has not changed."""
    first, added = update(tree, data)
    seconds, changed = update(tree, data)
    assert not changed
    print(seconds)
    print(f"{added:,} small files indexed in {first:.1f} s; unchanged, in {seconds:.2f} s")
    print(f"  memory at most {peak()} MB")


def search(tree: Path, data: Path) -> None:
    """Search many passages by words and by meaning, alone and while others get their meanings."""
    from llmos_files.index.meaning import embed_some, waiting
    from llmos_files.index.schema import open_index
    from llmos_files.index.visible import Visible, show_only

    update(tree, data)
    connection = open_index(data / "files.db")
    while waiting(connection) > WAITING:
        embed_some(connection, vectors)
    (count,) = connection.execute("SELECT count(*) FROM passages").fetchone()
    show_only(connection, Visible((tree,)))
    first, *alone = searches(connection)
    print(middle(alone) / 1000)
    print(f"{QUERIES:,} searches over {count:,} passages, by words and meaning: {spread(alone)}")
    print(f"  the first of a process in {first:.0f} ms; memory at most {peak()} MB")
    with subprocess.Popen(
        [sys.executable, __file__, "embed", str(tree), str(data)], stdout=subprocess.PIPE
    ) as embedding:
        assert embedding.stdout is not None
        if embedding.stdout.readline() == b"embedding\n":
            before, beside = waiting(connection), list[float]()
            while (done := before - waiting(connection)) < EMBEDDED:
                beside += searches(connection)[1:]
            print(f"  while {done:,} passages were given their meanings: {spread(beside)}")
        else:
            print("  the embedding model is not here: llmos models pull all-minilm-l6-v2")
        embedding.terminate()


def embed(tree: Path, data: Path) -> None:
    """Give passages their meanings with the real model until there are none or we are ended.

    As `llmos index` does, this stands back behind everything else on the machine. It says that it
    is under way once the first of them are done.
    """
    from llmos.cli.index import stand_back
    from llmos.engines import open_embedder
    from llmos_files.index.meaning import embed_some
    from llmos_files.index.schema import open_index

    stand_back()
    embedder = open_embedder()
    if embedder is None:
        return
    connection = open_index(data / "files.db")

    def real(texts: Sequence[str]) -> list[bytes]:
        return [row.astype("<f4").tobytes() for row in embedder.embed(list(texts))]

    if embed_some(connection, real):
        print("embedding", flush=True)
    while embed_some(connection, real):
        pass


def vectors(texts: Sequence[str]) -> list[bytes]:
    """Meanings by chance."""
    made = CHANCE.standard_normal((len(texts), 384)).astype("<f4")
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return [row.tobytes() for row in made]


def searches(connection: sqlite3.Connection) -> list[float]:
    """The milliseconds of each of the searches; the first one reads the vectors."""
    from llmos_files.index.meaning import Meanings
    from llmos_files.index.search import Finder, Wanted

    words, finder, took = vocabulary(), Finder(connection, Meanings()), []
    for number in range(QUERIES + 1):
        text = " ".join(random.choices(words, weights=range(len(words), 0, -1), k=1 + number % 6))
        wanted = Wanted(text, vectors([text])[0])
        started = time.perf_counter()
        finder.search(wanted, 10)
        took.append(1000 * (time.perf_counter() - started))
    return took


def middle(took: Sequence[float]) -> float:
    """The median."""
    return sorted(took)[len(took) // 2]


def spread(took: Sequence[float]) -> str:
    """The median and the 99th of a hundred, in words."""
    last = sorted(took)[int(0.99 * len(took))]
    return f"half in {middle(took):.1f} ms, 99 % in {last:.1f} ms"


def update(tree: Path, data: Path) -> tuple[float, int]:
    """Bring an index up to date; the seconds, and how many files were new or changed."""
    from llmos_files.index.attempts import Attempts
    from llmos_files.index.schema import open_index
    from llmos_files.index.update import Update

    started = time.perf_counter()
    connection = open_index(data / "files.db")
    attempts = Attempts(data / "note", connection, 0, 1)
    changes = Update(connection, attempts).run([tree])
    attempts.close()
    connection.close()
    return time.perf_counter() - started, changes.added + changes.updated


def recoll(tree: Path, folder: Path) -> float | None:
    """The seconds that recoll takes for the same tree; None where it is not installed."""
    if shutil.which("recollindex") is None:
        print("  recoll is not installed here")
        return None
    configuration = folder / "recoll"
    configuration.mkdir()
    (configuration / "recoll.conf").write_text(f"topdirs = {tree}\nloglevel = 1\n")
    environment = os.environ | {"RECOLL_CONFDIR": str(configuration), "HOME": str(folder)}
    started = time.perf_counter()
    subprocess.run(["recollindex"], env=environment, capture_output=True, check=False)
    seconds = time.perf_counter() - started
    print(f"recoll: the same files in {seconds:.1f} s = {FILES / seconds:,.0f} a second")
    return seconds


def mixed(tree: Path) -> None:
    """A tree of files in many formats; the shared documents are a part of it where they are."""
    import documents

    random.seed(SEED)
    words = vocabulary()
    fixtures = [p for p in FIXTURES.rglob("*") if p.is_file()] if FIXTURES.is_dir() else []
    fixtures = [path for path in fixtures if path.stat().st_size < 400_000]

    def text(count: int) -> str:
        return " ".join(random.choices(words, k=count))

    makers = {
        "txt": lambda: text(300).encode(),
        "md": lambda: f"# {text(4)}\n\n{text(200)}\n\n## {text(3)}\n\n{text(150)}".encode(),
        "html": lambda: f"<h1>{text(4)}</h1><p>{text(250)}</p>".encode(),
        "py": lambda: "\n".join(f"{w} = {n}" for n, w in enumerate(text(80).split())).encode(),
        "csv": lambda: "\n".join(",".join(text(6).split()) for _ in range(40)).encode(),
        "docx": lambda: documents.docx(*(text(60) for _ in range(6))),
        "odt": lambda: documents.odt(*(text(60) for _ in range(6))),
        "pdf": lambda: documents.pdf(*(text(15) for _ in range(6))),
        "epub": lambda: documents.epub(*(text(200) for _ in range(4))),
    }
    for number in range(FILES):
        place = tree / f"{number % 50}" / f"{number % 997}"
        place.mkdir(parents=True, exist_ok=True)
        if fixtures and number % 20 == 0:
            path = random.choice(fixtures)
            content, ending = path.read_bytes() + b"\n" * (number // 20 % 50), path.suffix[1:]
        else:
            ending = list(makers)[number % len(makers)]
            content = makers[ending]()
        (place / f"{number}.{ending}").write_bytes(content)


def plain(tree: Path) -> None:
    """Many small files, ten in each folder."""
    for number in range(UNCHANGED):
        place = tree / f"{number // 10 % 100}" / f"{number // 1_000}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number}.txt").write_text(f"note {number}")


def long_texts(tree: Path) -> None:
    """Texts that come to as many passages as are to be searched."""
    random.seed(SEED)
    words = vocabulary()
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    per_file = 40
    for number in range(PASSAGES // per_file):
        place = tree / f"{number % 50}"
        place.mkdir(parents=True, exist_ok=True)
        paragraphs = (" ".join(random.choices(words, weights, k=90)) for _ in range(per_file))
        (place / f"{number}.txt").write_text("\n\n".join(paragraphs))


def vocabulary() -> list[str]:
    """Twenty thousand words that nobody uses."""
    return list(_words())


def _words() -> Iterator[str]:
    chance = random.Random(SEED)
    syllables = [a + b for a in "bdfgklmnprst" for b in "aeiou"]
    for _ in range(20_000):
        yield "".join(chance.choices(syllables, k=chance.randint(2, 4)))


def peak() -> int:
    """The most memory that this process ever took, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    parts = {"index": index, "again": again, "search": search, "embed": embed}
    if sys.argv[1:2] and sys.argv[1] in parts:
        parts[sys.argv[1]](*map(Path, sys.argv[2:]))
    else:
        main()
