"""Three ways to keep health records, measured on the same ones: which is why llmos-health has its.

    python benchmarks/health_store.py [--days N] [--json]

Rows in SQLite with an index, a table of DuckDB, and one array for each metric and month in SQLite
(`llmos_health.store.blocks`), each in a process of its own: seconds to take in the records, size on
disk, peak memory, and milliseconds to fetch one metric of thirty days, from opening on. DuckDB is
installed into a temporary environment with numpy and pyarrow; its confinement is tried too.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

RECORDS_A_DAY = 1_280

COMMON = """
import sys, time, sqlite3
import numpy as np
from pathlib import Path
path, days, a_day = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
metrics = 24
def days_of_records():
    random = np.random.default_rng(1)
    for day in range(days):
        for metric in range(metrics):
            count = a_day // metrics
            start = np.sort(random.integers(day * 86400, (day + 1) * 86400, count))
            yield metric, start, random.normal(70, 9, count), random.integers(0, 600, count)
def batches():
    held, size = [], 0
    for metric, start, value, seconds in days_of_records():
        held.append((np.full(len(start), metric), start, value, seconds))
        size += len(start)
        if size > 200_000:
            yield [np.concatenate(column) for column in zip(*held)]
            held, size = [], 0
    if held:
        yield [np.concatenate(column) for column in zip(*held)]
first, last = (days // 2) * 86400, (days // 2 + 30) * 86400
def told(written, fetch):
    times, rows = [], 0
    for _ in range(5):
        begun = time.perf_counter()
        rows = fetch()
        times.append((time.perf_counter() - begun) * 1000)
    print(written, sorted(times)[2], rows)
"""

ROWS = (
    COMMON
    + """
begun = time.perf_counter()
db = sqlite3.connect(path)
db.execute("PRAGMA journal_mode = WAL")
db.execute("CREATE TABLE records (metric INT, start INT, value REAL, seconds INT)")
with db:
    for columns in batches():
        rows = zip(*(column.tolist() for column in columns))
        db.executemany("INSERT INTO records VALUES (?, ?, ?, ?)", rows)
    db.execute("CREATE INDEX by_time ON records (metric, start)")
db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
written = time.perf_counter() - begun
def fetch():
    other = sqlite3.connect(path)
    query = "SELECT start, value FROM records WHERE metric = 3 AND start >= ? AND start < ?"
    return len(np.array(other.execute(query, (first, last)).fetchall()))
told(written, fetch)
"""
)

DUCKDB = (
    COMMON
    + """
import duckdb, pyarrow
begun = time.perf_counter()
db = duckdb.connect(str(path), config={"memory_limit": "120MB", "threads": 2})
db.execute("CREATE TABLE records (metric INT, start BIGINT, value DOUBLE, seconds INT)")
for columns in batches():
    batch = pyarrow.table(dict(zip(("metric", "start", "value", "seconds"), columns)))
    db.execute("INSERT INTO records SELECT * FROM batch")
db.close()
written = time.perf_counter() - begun
def fetch():
    other = duckdb.connect(str(path), read_only=True)
    query = "SELECT start, value FROM records WHERE metric = 3 AND start >= ? AND start < ?"
    found = other.execute(query, [first, last]).fetchnumpy()
    other.close()
    return len(found["start"])
told(written, fetch)
"""
)

ARRAYS = (
    COMMON
    + """
from contextlib import closing
from llmos_health.reading.problems import Problems
from llmos_health.reading.records import ROW, Kind, Records
from llmos_health.store.blocks import put_blocks, rows_of
from llmos_health.store.naming import Names
from llmos_health.store.schema import open_store
from llmos_health.store.staging import Staging
begun = time.perf_counter()
db = open_store(path)
names = Names(db, lambda metric: True, Problems())
with closing(Staging(names, Problems())) as staging:
    staging.records = Records(staging.receive, Problems())
    kinds = [Kind(f"HKQuantityTypeIdentifierM{n}", "x", "") for n in range(metrics)]
    staging.records.kinds += kinds
    for metric, start, value, seconds in batches():
        rows = np.zeros(len(start), ROW)
        rows["start"], rows["value"], rows["seconds"], rows["kind"] = start, value, seconds, metric
        staging.receive(rows)
    db.execute("BEGIN")
    names.write()
    put_blocks(db, 1, staging.blocks())
    db.execute("COMMIT")
db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
written = time.perf_counter() - begun
def fetch():
    with closing(open_store(path)) as other:
        months = np.array([first, last]).astype("M8[s]").astype("M8[M]").astype(int)
        rows = rows_of(other, 4, *months.tolist())
        return int(((rows["start"] >= first) & (rows["start"] < last)).sum())
told(written, fetch)
"""
)

CONFINED = """
import sys
from pathlib import Path
from llmos.sandbox import Policy, base_read_paths, confine
import duckdb
folder = Path(sys.argv[1])
confine(Policy(read=tuple(base_read_paths()), write=(folder,)))
db = duckdb.connect(str(folder / "confined.db"), config={"threads": 2})
print(db.execute("SELECT sum(x) FROM range(100000) t(x)").fetchone()[0])
"""


def main() -> int:
    """Measure and print."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        python = _with_duckdb(here / "environment")
        figures = {
            "rows in SQLite": _measured(sys.executable, ROWS, here / "rows.db", options.days),
            "arrays in SQLite": _measured(sys.executable, ARRAYS, here / "arrays.db", options.days),
        }
        if python:
            figures["DuckDB"] = _measured(python, DUCKDB, here / "duck.db", options.days)
            figures["DuckDB"]["works confined"] = _works_confined(python, here)
    _print(figures, as_json=options.json)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=1950, help="1,280 records each")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _with_duckdb(folder: Path) -> str | None:
    venv.create(folder, with_pip=True, system_site_packages=False)
    wanted = ["duckdb", "numpy", "pyarrow", "msgspec"]
    done = subprocess.run([folder / "bin" / "pip", "install", "-q", *wanted], capture_output=True)
    if done.returncode:
        print("DuckDB could not be installed, so only the other two are measured.")
        return None
    return str(folder / "bin" / "python")


def _measured(python: str, code: str, path: Path, days: int) -> dict[str, float]:
    command = [python, "-c", code, str(path), str(days), str(RECORDS_A_DAY)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout
    output = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{path.name} could not be measured")
    written, fetched, rows = map(float, output.split())
    return {
        "take in, s": written,
        "size, MB": path.stat().st_size / 1e6,
        "peak, MB": usage.ru_maxrss / 1024,
        "fetch a month, ms": fetched,
        "fetched": rows,
    }


def _works_confined(python: str, folder: Path) -> float:
    core = Path(__file__).parents[1] / "core" / "src"
    environment = {**os.environ, "PYTHONPATH": str(core)}
    command = [python, "-c", CONFINED, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    return float(done.returncode == 0)


def _print(figures: dict[str, dict[str, float]], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(figures))
        return
    for name, found in figures.items():
        print(name)
        for what, value in found.items():
            print(f"  {what.ljust(20)} {value:12,.2f}")


if __name__ == "__main__":
    sys.exit(main())
