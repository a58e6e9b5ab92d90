"""llmos-mail's index as a program: `python -m mailbench.ours MAILDIR DATABASE`."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

from llmos_mail.index.schema import open_index
from llmos_mail.index.update import update


def main() -> None:
    """Do what `llmos index mail` does in the worker."""
    maildir, database = map(Path, sys.argv[1:])
    with closing(open_index(database)) as connection:
        update(connection, [("maildir", maildir)], lambda *_: None, thorough=True)


if __name__ == "__main__":
    main()
