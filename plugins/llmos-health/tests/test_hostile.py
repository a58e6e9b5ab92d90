"""Hostile and broken files end soon, in a sentence, and in bounded memory."""

from __future__ import annotations

import zipfile
from random import Random

import pytest

from llmos_health.reading import archive, limits
from llmos_health.reading.problems import Problems

from .conftest import document, record, small_body

RECORD = record()


def problem_of(store, path) -> str:
    store.read(path)
    return " ".join(store.problems())


def written(tmp_path, text: str | bytes, name: str = "export.xml"):
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_entities_are_refused(store, tmp_path):
    laughs = '<!DOCTYPE HealthData [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>\n<HealthData'
    path = written(tmp_path, document(RECORD).replace("<HealthData", laughs, 1))
    assert "declares entities" in problem_of(store, path)


def test_nothing_outside_is_loaded(store, tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    outside = f'<!DOCTYPE HealthData SYSTEM "{tmp_path}/secret.txt">\n<HealthData'
    store.read(written(tmp_path, document(RECORD).replace("<HealthData", outside, 1)))
    assert store.days("steps") == {"2026-03-02": 100.0}


def test_deep_nesting_is_refused(store, tmp_path):
    assert "more than 32 deep" in problem_of(store, written(tmp_path, document("<a>" * 5_000)))
    deep = written(tmp_path, document("<Record>" * 5_000))
    assert "more than 32 deep" in problem_of(store, deep)


def test_a_tag_without_end_is_refused(store, tmp_path):
    endless = document(RECORD).replace("</HealthData>", '<Workout a="' + "x" * 4_000_000)
    assert "tag of more than a million bytes" in problem_of(store, written(tmp_path, endless))


def test_an_archive_that_promises_too_much_is_not_unpacked(store, tmp_path):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("apple_health_export/export.xml", document(" " * 30_000_000))
    assert "unpacks to more than any export does" in problem_of(store, path)


def test_an_archive_with_too_many_files_is_refused(store, tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MEMBERS", 3)
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as target:
        for number in range(5):
            target.writestr(f"{number}.xml", "x")
    assert "more than 3 files" in problem_of(store, path)


def test_an_archive_that_was_cut_off_is_said(store, synthetic):
    path = synthetic(small_body(days=2))
    path.write_bytes(path.read_bytes()[:-3_000])
    assert "cut off or damaged" in problem_of(store, path)


def test_an_archive_that_is_damaged_inside_is_said_and_keeps_what_was_read(store, export):
    path = export(*(RECORD.replace('"100"', f'"{n}"') for n in range(60_000)), name="export.zip")
    raw = bytearray(path.read_bytes())
    place = len(raw) * 9 // 10
    raw[place : place + 40] = bytes(40)
    path.write_bytes(raw)
    assert "damaged" in problem_of(store, path)
    assert store.days("steps")["2026-03-02"] > 0


def test_an_encrypted_archive_is_said(store, export):
    path = export(RECORD, name="export.zip")
    raw = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.find(mark) + place] |= 1
    path.write_bytes(raw)
    assert "archive cannot be read here" in problem_of(store, path)


@pytest.mark.parametrize("text", [b"", b"\0" * 100, b"PK\x03\x04", b"<HealthData", b"\xff\xfe<\0"])
def test_what_is_no_export_is_said(store, tmp_path, text):
    assert problem_of(store, written(tmp_path, text))


def test_a_truncated_export_keeps_what_was_whole(store, tmp_path):
    text = document(*(record(value=str(n)) for n in range(50)))
    path = written(tmp_path, text[: text.find('value="30"')])
    assert "breaks off" in problem_of(store, path)
    assert store.days("steps")["2026-03-02"] == sum(range(30))


def test_more_records_in_a_month_than_devices_write_are_left_out(store, export, monkeypatch):
    monkeypatch.setattr("llmos_health.store.staging.MONTH_RECORDS", 10)
    path = export(*(record(value=str(n)) for n in range(50)))
    assert "left out. (40 times)" in problem_of(store, path)
    assert store.days("steps")["2026-03-02"] == sum(range(10))


def test_more_kinds_than_phones_know_are_left_out(store, export, monkeypatch):
    monkeypatch.setattr("llmos_health.reading.records.KINDS", 10)
    path = export(*(record(source=f"App {n:02}") for n in range(50)))
    assert "(40 times)" in problem_of(store, path)


def test_a_workout_with_endless_children_is_cut(store, export):
    events = '<WorkoutEvent type="HKWorkoutEventTypePause" date="2026-03-02 10:00:00 +0100"/>'
    times = 'startDate="2026-03-02 10:00:00 +0100" endDate="2026-03-02 11:00:00 +0100"'
    name = 'workoutActivityType="HKWorkoutActivityTypeRunning" sourceName="x"'
    store.read(export(f"<Workout {name} {times}>{events * 30_000}</Workout>", RECORD))
    ((stored,),) = store.rows("SELECT events FROM workouts")
    assert len(stored) < 100_000
    assert store.days("steps")


def test_problems_are_counted_and_not_repeated():
    problems = Problems()
    for number in range(limits.PROBLEMS + 50):
        problems.add(f"Problem {number}.")
        problems.add("The same.")
    assert len(problems.sentences()) == limits.PROBLEMS + 1
    assert problems.sentences()[0] == "The same. (150 times)"


def test_members_are_never_extracted(store, tmp_path):
    path = tmp_path / "far" / "below" / "export.zip"
    path.parent.mkdir(parents=True)
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("../../export.xml", document(RECORD))
    before = set(tmp_path.rglob("*"))
    store.read(path)
    assert set(tmp_path.rglob("*")) - before <= {
        tmp_path / f"health.db{end}" for end in ("-wal", "-shm")
    }


@pytest.mark.parametrize("seed", range(25))
def test_an_archive_damaged_anywhere_ends_in_a_sentence_or_a_result(store, synthetic, seed):
    path = synthetic(small_body(days=1, density=0.02))
    raw = bytearray(path.read_bytes())
    random = Random(seed)
    for _ in range(random.randrange(1, 6)):
        place = random.randrange(len(raw))
        if random.random() < 0.5:
            # The list of contents lies at the end.
            place = max(0, len(raw) - random.randrange(1, 1_500))
        raw[place : place + random.randrange(3)] = random.randbytes(random.randrange(1, 5))
    path.write_bytes(raw)
    store.read(path)
    assert store.problems() or store.days("steps")
