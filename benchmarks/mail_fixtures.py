"""Reads all mail of other projects' test suites and names every difference to what they expect.

    python benchmarks/mail_fixtures.py [--folder FOLDER] [--mutations N] [--json]

Compared are: the summaries that MimeKit keeps of its mbox files (sender, subject, date, kinds of
the parts), its lists of what lies in winmail.dat files, and, as a second opinion on every single
message, what Python's own parser makes of it (sender, subject, date, beginning of the body, number
of parts). Every difference is printed. Exits 1 if a message raised, was dropped, or differs from an
expected file for no known cause; skips with a sentence where the fixtures are not there.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from mailbench import fixtures, mailbox


def main() -> int:
    """Read, compare, print; the exit code says whether anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=mailbox.FIXTURES)
    parser.add_argument("--mutations", type=int, default=2_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not options.folder.is_dir():
        print(f"Skipped: there are no mail fixtures in {options.folder}.")
        return 0
    report = fixtures.compare(options.folder, options.mutations)
    print(json.dumps(report.as_dict(), indent=2) if options.json else report.in_words())
    return int(report.is_bad)


if __name__ == "__main__":
    sys.exit(main())
