"""llmos-mail against mu and notmuch on the same made-up Maildirs, in one run.

    python benchmarks/mail.py [--messages N]... [--rounds N] [--made FOLDER] [--json]

For each size a Maildir is made out of the fixtures (or the sample life), then indexed by each
program in turn, each in a fresh process and until every message can be found by its text; then each
looks again with nothing new. With several rounds they take turns, and the best figures count.
Searches are timed inside the plugin and through kernel, broker and worker. mu and notmuch come
from the system's packages (`apt install maildir-utils notmuch`); where one is missing, a sentence
says so and its ratios are left out. `--made` keeps the Maildirs in a folder and takes those that
are there already. Exits 1 if a limit is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from mailbench import mailbox, peers, searching
from mailbench.figures import Figures

SIZES = (24_000, 100_000)


def main() -> int:
    """Measure each size, print, and say by the exit code whether the limits hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, action="append")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--made", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = [_measure(size, options.rounds, options.made) for size in options.messages or SIZES]
    if options.json:
        print(json.dumps([figures.as_dict() for figures in found]))
    else:
        print("\n\n".join(figures.in_words() for figures in found))
    return int(any(figures.missed for figures in found))


def _measure(messages: int, rounds: int, made: Path | None) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        root = (made or Path(folder)) / f"Maildir-{messages}"
        figures = Figures(messages, mailbox.made(root, messages))
        for peer in peers.all_installed(Path(folder), root) * rounds:
            run = peers.measure(peer, root)
            figures.runs[peer.name] = run.better(figures.runs.get(peer.name))
        figures.missing = peers.not_installed()
        figures.inside = searching.inside(peers.database(Path(folder)))
        figures.through = searching.through_the_kernel(Path(folder), root)
    return figures


if __name__ == "__main__":
    sys.exit(main())
