"""FIT files of Garmin's watches."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from random import Random

import pytest

from llmos_health.generating.fit import fit_run
from llmos_health.reading import garmin

from ..conftest import BERLIN

START = datetime(2026, 3, 28, 23, 50, tzinfo=BERLIN)
RUN = fit_run(START, 30, 120)


@pytest.fixture
def written(tmp_path):
    """Write a file with some bytes."""

    def write(content: bytes, name: str = "run.fit"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def packed(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return target.getvalue()


def test_a_run_becomes_a_workout_and_a_pulse(store, written):
    store.read(written(RUN))
    assert store.problems() == []
    assert store.rows("SELECT kind, offset, seconds, km, kcal, source FROM workouts") == [
        ("running", 3600, 1800, 5.0, 300.0, "Garmin Fenix6")
    ]
    # Ten minutes lie before midnight by the clock on the wall.
    assert store.rows("SELECT records FROM daily ORDER BY day") == [(60,), (120,)]
    assert store.days("heart_rate")["2026-03-28"] == pytest.approx(120.5)


def test_a_pulse_in_a_workout_is_one_in_motion(store, written):
    store.read(written(RUN))
    import numpy as np

    from llmos_health.reading.records import MOVING, ROW

    ((raw,),) = store.rows("SELECT records FROM blocks")
    assert set(np.frombuffer(raw, ROW)["flags"] >> 1) == {MOVING}


def test_an_account_archive_with_archives_inside_is_read(store, written):
    inner = packed(one_dot_fit=RUN, two_dot_fit=fit_run(START.replace(day=20), 20, 110))
    outer = packed(**{"DI_CONNECT__UploadedFiles_0-_Part1_dot_zip": inner, "x_dot_json": b"{}"})
    store.read(written(outer, "garmin.zip"))
    assert store.problems() == []
    assert len(store.rows("SELECT * FROM workouts")) == 2


def test_a_folder_of_files_is_read_and_what_is_in_two_of_them_counts_once(store, tmp_path):
    folder = tmp_path / "activities"
    folder.mkdir()
    for name in ("a.fit", "b.fit"):
        (folder / name).write_bytes(RUN)
    store.read(folder)
    assert store.rows("SELECT sum(records) FROM daily") == [(180,)]


def test_a_file_that_is_new_in_a_folder_is_read(store, tmp_path):
    below = tmp_path / "activities" / "2026"
    below.mkdir(parents=True)
    (below / "a.fit").write_bytes(RUN)
    store.read(tmp_path / "activities")
    assert store.read(tmp_path / "activities").added == 0
    (below / "b.fit").write_bytes(fit_run(START.replace(day=20), 20, 110))
    assert store.read(tmp_path / "activities").added == 120


def test_a_file_that_breaks_off_keeps_what_was_whole(store, written):
    store.read(written(RUN[:700]))
    assert "breaks off or is damaged" in store.problems()[0]
    assert store.days("heart_rate")


@pytest.mark.parametrize("content", [b"", b"x" * 100, RUN[:14], RUN[:8] + b"!FIT" + RUN[12:]])
def test_what_is_no_fit_file_is_said(store, written, content):
    store.read(written(content))
    assert store.problems()


@pytest.mark.parametrize("seed", range(40))
def test_a_file_damaged_anywhere_ends_in_a_sentence_or_a_result(store, written, seed):
    raw, random = bytearray(RUN), Random(seed)
    for _ in range(random.randrange(1, 30)):
        raw[random.randrange(len(raw))] = random.randrange(256)
    store.read(written(bytes(raw)))
    assert store.problems() or store.days("heart_rate")


def test_a_file_of_endless_messages_is_left(store, written, monkeypatch):
    monkeypatch.setattr(garmin, "FIT_MESSAGES", 10)
    store.read(written(RUN))
    assert "more messages than a FIT file has" in store.problems()[0]


def test_a_damaged_archive_inside_is_said_and_the_rest_is_read(store, written):
    outer = packed(**{"UploadedFiles_1_dot_zip": b"PK\x03\x04", "run_dot_fit": RUN})
    store.read(written(outer, "garmin.zip"))
    assert "UploadedFiles_1.zip" in store.problems()[0]
    assert len(store.rows("SELECT * FROM workouts")) == 1
