"""A process killed at any moment leaves an index from which the next one goes on."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

LETTERS = 60
POINTS = 50
"""Random moments at which it is killed, for each of two kinds of sources."""

LINE = b"From ana@example.org Mon Nov  2 10:00:00 2026\n"

INDEX_AND_DIE = """
import os, signal, sys
from pathlib import Path
from llmos_mail.index import catchup
from llmos_mail.index.schema import open_index
from llmos_mail.index.update import update

database, source, kind, last = sys.argv[1:]
catchup._BATCH_MESSAGES = 7
statements = 0

def count(statement):
    global statements
    statements += 1
    if statements == int(last):
        os.kill(os.getpid(), signal.SIGKILL)

connection = open_index(Path(database))
connection.set_trace_callback(count)
update(connection, [(kind, Path(source))], lambda *_: None)
print(statements)
"""


def run(database: Path, source: Path, kind: str, last: int) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, "-c", INDEX_AND_DIE, database, source, kind, last]
    return subprocess.run([str(one) for one in arguments], capture_output=True, text=True)


@pytest.fixture(params=["maildir", "mbox"])
def source(request, letter, maildir, tmp_path) -> tuple[str, Path]:
    letters = [letter(f"word{n}", subject=f"number {n}") for n in range(LETTERS)]
    if request.param == "mbox":
        (tmp_path / "box").write_bytes(b"".join(LINE + one + b"\n" for one in letters))
        return "mbox", tmp_path / "box"
    for one in letters:
        maildir.add(one)
    return "maildir", maildir.path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_no_message_is_missing_or_twice_wherever_it_was_killed(source, tmp_path, index):
    kind, path = source
    whole = run(tmp_path / "whole.db", path, kind, 0)
    assert whole.returncode == 0, whole.stderr
    statements = int(whole.stdout)
    chance = random.Random(source[0])
    for number in range(POINTS):
        point = chance.randrange(1, statements)
        database = tmp_path / f"{number}.db"
        assert run(database, path, kind, point).returncode == -signal.SIGKILL
        # Killed again a little later, before it may finish.
        run(database, path, kind, chance.randrange(1, statements))
        resumed = run(database, path, kind, 0)
        assert resumed.returncode == 0, resumed.stderr
        assert_complete(database)


def assert_complete(database: Path) -> None:
    from contextlib import closing

    from llmos_mail.index.schema import open_index

    with closing(open_index(database)) as connection:
        subjects = connection.execute("SELECT subject FROM messages ORDER BY id").fetchall()
        assert sorted(subjects) == sorted((f"number {n}",) for n in range(LETTERS))
        assert connection.execute("SELECT count(*) FROM copies").fetchone() == (LETTERS,)
        connection.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
        found = "SELECT count(*) FROM words WHERE words MATCH 'word7'"
        assert connection.execute(found).fetchone() == (1,)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_what_was_done_before_the_kill_is_not_done_again(source, tmp_path):
    kind, path = source
    database = tmp_path / "mail.db"
    statements = int(run(tmp_path / "whole.db", path, kind, 0).stdout)
    run(database, path, kind, statements - 20)
    resumed = run(database, path, kind, 0)
    assert int(resumed.stdout) < statements / 2
