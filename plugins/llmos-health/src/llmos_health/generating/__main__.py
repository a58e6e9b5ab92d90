"""Write a synthetic export: python -m llmos_health.generating export.zip --days 365 --seed 7.

A name that begins with `Health Connect` makes one of Health Connect.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from llmos_health.generating.body import Body
from llmos_health.generating.connect import write_connect
from llmos_health.generating.export import write_xml, write_zip


def main() -> None:
    """Read the options and write the file; its name says whether it is an archive."""
    parser = argparse.ArgumentParser(prog="python -m llmos_health.generating", description=__doc__)
    usual = Body()
    parser.add_argument("path", type=Path, help="export.zip or export.xml")
    parser.add_argument("--days", type=int, default=usual.days)
    parser.add_argument("--first", type=date.fromisoformat, default=usual.first)
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--density", type=float, default=usual.density, help="1.0: 1,200 a day")
    parser.add_argument("--zone", default=usual.zone)
    options = vars(parser.parse_args())
    path = options.pop("path")
    body = Body(**options)
    if path.name.casefold().startswith("health connect"):
        write_connect(body, path)
    elif path.suffix == ".zip":
        write_zip(body, path)
    else:
        with path.open("wb") as target:
            write_xml(body, target)


if __name__ == "__main__":
    main()
