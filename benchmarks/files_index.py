"""Indexing files: 20,000 mixed ones against recoll in the same run, 100,000 unchanged ones again,
and searches over 100,000 passages. Prints seconds, ratios, megabytes and milliseconds.

recoll is measured where `recollindex` is installed (Debian: recollcmd, poppler-utils, python3-lxml,
xsltproc, unrtf), with its own defaults and everything else switched off.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
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


def main() -> None:
    """Run every part, each of ours in a process of its own, so that memory is its own too."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        mixed(folder / "mixed")
        ours = part("index", folder / "mixed", folder / "ours")
        theirs = recoll(folder)
        if theirs:
            print(f"  recoll takes {theirs / ours:.2f} times as long")
        plain(folder / "plain")
        part("again", folder / "plain", folder / "again")
        part("search", folder / "passages", folder / "search")


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
    """Search many passages by words and by meaning."""
    from llmos_files.index.meaning import Meanings, embed_some
    from llmos_files.index.schema import open_index
    from llmos_files.index.search import Finder, Wanted
    from llmos_files.index.visible import Visible, show_only

    words = long_texts(tree)
    update(tree, data)
    connection = open_index(data / "files.db")
    chance = np.random.default_rng(SEED)

    def vectors(texts: object) -> list[bytes]:
        made = chance.standard_normal((len(texts), 384)).astype("<f4")  # type: ignore[arg-type]  # a list
        made /= np.linalg.norm(made, axis=1, keepdims=True)
        return [row.tobytes() for row in made]

    while embed_some(connection, vectors):
        pass
    (count,) = connection.execute("SELECT count(*) FROM passages").fetchone()
    show_only(connection, Visible((tree,)))
    finder = Finder(connection, Meanings())
    took = []
    for number in range(QUERIES + 1):
        text = " ".join(random.choices(words, weights=range(len(words), 0, -1), k=1 + number % 6))
        wanted = Wanted(text, vectors([text])[0])
        started = time.perf_counter()
        finder.search(wanted, 10)
        took.append(1000 * (time.perf_counter() - started))
    first, rest = took[0], sorted(took[1:])
    print(rest[len(rest) // 2] / 1000)
    print(f"{QUERIES:,} searches over {count:,} passages, by words and meaning:")
    print(f"  half in {rest[len(rest) // 2]:.1f} ms, 99 % in {rest[int(0.99 * len(rest))]:.1f} ms")
    print(f"  the first of a process in {first:.0f} ms; memory at most {peak()} MB")


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


def recoll(folder: Path) -> float | None:
    """The seconds that recoll takes for the same tree; None where it is not installed."""
    if shutil.which("recollindex") is None:
        print("  recoll is not installed here")
        return None
    configuration = folder / "recoll"
    configuration.mkdir()
    (configuration / "recoll.conf").write_text(f"topdirs = {folder / 'mixed'}\nloglevel = 1\n")
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
    """Many small files in many folders."""
    for number in range(UNCHANGED):
        place = tree / f"{number % 100}" / f"{number % 1_009}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number}.txt").write_text(f"note {number}")


def long_texts(tree: Path) -> list[str]:
    """Texts that come to as many passages as are to be searched; gives their words."""
    random.seed(SEED)
    words = vocabulary()
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    per_file = 40
    for number in range(PASSAGES // per_file):
        place = tree / f"{number % 50}"
        place.mkdir(parents=True, exist_ok=True)
        paragraphs = (" ".join(random.choices(words, weights, k=90)) for _ in range(per_file))
        (place / f"{number}.txt").write_text("\n\n".join(paragraphs))
    return words


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
    if sys.argv[1:]:
        {"index": index, "again": again, "search": search}[sys.argv[1]](*map(Path, sys.argv[2:]))
    else:
        main()
