"""Requests about health in plain words: which tool and which arguments llmos makes of them.

    python benchmarks/health_requests.py [--split tune|report] [--wrong]

Makes a sample home in a temporary folder, with all installed plugins, and has `llmos eval` route
`data/health_requests.jsonl` with the user's model. What went wrong is looked at among the 104 of
`tune` only; the 30 of `report` are for the figures. `filling.py --plugin health` counts the
arguments alone, without the model.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

REQUESTS = Path(__file__).parent / "data" / "health_requests.jsonl"


def main() -> int:
    """Run `llmos eval` in a home of its own."""
    with tempfile.TemporaryDirectory() as home:
        here = {**os.environ, "LLMOS_HOME": home, "LLMOS_NOW": "2026-11-24T09:30+01:00"}
        llmos = [str(Path(sys.executable).with_name("llmos"))]
        subprocess.run([*llmos, "demo"], env=here, check=True, stdout=subprocess.DEVNULL)
        command = [*llmos, "--demo", "eval", str(REQUESTS), *sys.argv[1:]]
        return subprocess.run(command, env=here).returncode


if __name__ == "__main__":
    sys.exit(main())
