"""Words recovered from the shared documents, per format, against markitdown in the same run.

markitdown is installed into an environment of its own. A word has at least two signs, one of them
a letter; words that a hyphen parts at a line's end are joined first, in both; what markitdown adds
itself ("NaN", "Unnamed", "(cid:1)", addresses of links) is not counted. RTF is left out, because
markitdown copies its markup; so are archives, which are only listed here.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
import venv
from collections import Counter, defaultdict
from pathlib import Path

from llmos_files.reading.document import Unreadable
from llmos_files.reading.reading import read

FIXTURES = Path(__file__).parents[2] / "shared/fixtures/files"
ENDINGS = "csv docx epub html ipynb json md odp ods odt pdf pptx txt xls xlsb xlsm xlsx xml".split()
ADDED = {"nan", "unnamed", "nat", "cid"}

THEIRS = """
import json, logging, signal, sys, time, warnings
warnings.filterwarnings("ignore"); logging.disable(logging.CRITICAL)
from markitdown import MarkItDown
def ring(*_): raise TimeoutError
signal.signal(signal.SIGALRM, ring)
converter, found = MarkItDown(enable_plugins=False), {}
for path in json.load(sys.stdin):
    started, text = time.perf_counter(), ""
    signal.alarm(20)
    try:
        text = converter.convert(path).text_content
    except BaseException:
        pass
    signal.alarm(0)
    found[path] = [text, time.perf_counter() - started]
json.dump(found, open(sys.argv[1], "w"))
"""


def main() -> None:
    """Read every document both ways and print a line for each format."""
    if not FIXTURES.is_dir():
        print("The shared documents are not here, so there is nothing to compare on.")
        return
    paths = [p for p in sorted(FIXTURES.rglob("*")) if p.suffix[1:].lower() in ENDINGS]
    theirs = markitdown([str(path) for path in paths])
    totals: dict[str, list[float]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    for path in paths:
        started = time.perf_counter()
        own = words(ours(path))
        text, seconds = theirs[str(path)]
        line = totals[path.suffix[1:].lower()]
        counts = (1, own, words(text), time.perf_counter() - started, seconds)
        line[:] = [before + more for before, more in zip(line, counts, strict=True)]
    print(
        f"{'format':<7}{'files':>6}{'words':>9}{'markitdown':>12}{'seconds':>9}{'markitdown':>12}"
    )
    for ending, (files, own, other, seconds, slow) in sorted(totals.items()):
        mark = "" if own >= other else "  fewer"
        print(f"{ending:<7}{files:>6}{own:>9}{other:>12}{seconds:>9.2f}{slow:>12.2f}{mark}")
    sums = [sum(line[n] for line in totals.values()) for n in (1, 2, 3, 4)]
    print(
        f"words: {sums[0] / sums[1]:.2f} times markitdown's, in {sums[2] / sums[3]:.3f} of its time"
    )


def ours(path: Path) -> str:
    """The text and the title that llmos-files finds."""
    try:
        with path.open("rb") as file:
            document = read(file, path.name, path.stat().st_size)
    except Unreadable:
        return ""
    return "\n".join([document.facts.title, *(piece.text for piece in document.passages)])


def markitdown(paths: list[str]) -> dict[str, tuple[str, float]]:
    """The text that markitdown gives, and the seconds it takes."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin") / "python"
        install = [python, "-m", "pip", "install", "-q", "markitdown[all]"]
        subprocess.run(install, check=True, stderr=subprocess.DEVNULL)
        # Not by its standard output: libraries that it uses print there too.
        answer = Path(folder) / "found.json"
        subprocess.run(
            [python, "-c", THEIRS, answer],
            input=json.dumps(paths).encode(),
            capture_output=True,
            check=True,
        )
        found: dict[str, tuple[str, float]] = json.loads(answer.read_text("utf-8"))
    return found


def words(text: str) -> int:
    """How many words a text has, without what a converter adds."""
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)|<!--.*?-->", " ", text, flags=re.DOTALL)
    text = re.sub(r"\]\((?:[^()]|\([^()]*\))*\)|https?://\S+", " ", text)  # addresses of links
    text = re.sub(r"(?<=\w)-\n(?=\w)", "", text).replace("\xad", "")
    found = Counter(re.findall(r"[^\W_]{2,}", text.casefold()))
    return sum(
        count
        for word, count in found.items()
        if word not in ADDED and not word.isdigit() and not re.fullmatch(r"\d+e\d*", word)
    )


if __name__ == "__main__":
    main()
