"""What an export may look like: names in every language, folders, old formats, other files."""

from __future__ import annotations

import json
import zipfile

import pytest

from .conftest import document, record, small_body

RECORD = record()


@pytest.mark.parametrize(
    "name", ["export.xml", "Exportieren.xml", "exporter.xml", "导出.xml", "書き出したデータ.xml"]
)
def test_the_export_is_found_under_the_name_of_any_language(store, export, name):
    store.read(export(RECORD, name="export.zip", inside=name))
    assert store.days("steps") == {"2026-03-02": 100.0}


def test_the_clinical_document_beside_it_is_not_taken_for_the_export(store, export):
    path = export(RECORD, name="export.zip", inside="export.xml")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("apple_health_export/export_cda.xml", "<ClinicalDocument/>" + " " * 9_000)
        archive.writestr("__MACOSX/apple_health_export/._export.xml", document(RECORD * 50))
    store.read(path)
    assert store.days("steps") == {"2026-03-02": 100.0}


def test_a_folder_is_read_as_its_archive_would_be(store, synthetic, tmp_path):
    path = synthetic(small_body())
    store.read(path)
    tables = ("daily", "nights", "workouts", "rings", "papers")
    before = [store.rows(f"SELECT * FROM {table}") for table in tables]
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "unpacked")
    store.read(tmp_path / "unpacked" / "apple_health_export")
    assert [len(rows) for rows in before] == [
        len(store.rows(f"SELECT * FROM {table}")) for table in tables
    ]
    assert before[0] == store.rows("SELECT * FROM daily")


def test_workouts_of_old_and_new_exports(store, export):
    times = 'startDate="2026-03-02 10:00:00 +0100" endDate="2026-03-02 11:00:00 +0100"'
    old = (
        f'<Workout workoutActivityType="HKWorkoutActivityTypeRunning" sourceName="x" {times} '
        'totalDistance="2" totalDistanceUnit="mi" totalEnergyBurned="418.4" '
        'totalEnergyBurnedUnit="kJ"/>'
    )
    sums = (("DistanceWalkingRunning", 5, "km"), ("ActiveEnergyBurned", 300, "Cal"))
    statistics = "".join(
        f'<WorkoutStatistics type="HKQuantityTypeIdentifier{name}" sum="{total}" unit="{unit}"/>'
        for name, total, unit in sums
    )
    new = (
        f'<Workout workoutActivityType="HKWorkoutActivityTypeHiking" sourceName="x" {times}>'
        f'<MetadataEntry key="HKIndoorWorkout" value="0"/>{statistics}</Workout>'
    )
    store.read(export(old, new))
    rows = store.rows("SELECT kind, round(km, 3), round(kcal), indoor FROM workouts ORDER BY kind")
    assert rows == [("hiking", 5.0, 300.0, 0), ("running", 3.219, 100.0, None)]


def test_routes_are_measured_and_their_places_not_kept(store, synthetic):
    store.read(synthetic(small_body(), "export.zip"))
    routes = [json.loads(route) for (route,) in store.rows("SELECT route FROM workouts")]
    (route,) = [one for one in routes if one]
    ((km,),) = store.rows("SELECT km FROM workouts WHERE route != '{}'")
    assert route["km"] == pytest.approx(km, rel=0.02)
    assert set(route) == {"km", "climb", "points"}


def test_blood_pressure_is_kept_as_a_pair(store, synthetic):
    store.read(synthetic(small_body()))
    ((kind, parts),) = store.rows("SELECT kind, parts FROM correlations")
    names = [name for name, _, _ in json.loads(parts)]
    assert (kind, names) == ("blood pressure", ["BloodPressureSystolic", "BloodPressureDiastolic"])
    assert len(store.days("systolic")) == 1


def test_units_are_told_in_one_and_kept_as_written(store, export):
    weight = "HKQuantityTypeIdentifierBodyMass"
    store.read(
        export(
            record(weight, value="150", unit="lb"),
            record(weight, "2026-03-03 10:00:00 +0100", value="68", unit="kg"),
            record("HKQuantityTypeIdentifierBodyTemperature", value="98.6", unit="degF"),
            record("HKQuantityTypeIdentifierOxygenSaturation", value="0.97", unit="%"),
        )
    )
    assert store.days("weight") == {"2026-03-02": pytest.approx(68.0389), "2026-03-03": 68.0}
    assert store.days("body_temperature")["2026-03-02"] == pytest.approx(37.0)
    assert store.days("oxygen_saturation")["2026-03-02"] == pytest.approx(97.0)
    assert {unit for (unit,) in store.rows("SELECT unit FROM kinds")} == {"lb", "kg", "degF", "%"}


def test_a_unit_that_measures_something_else_is_left_out_and_said(store, export):
    weight = "HKQuantityTypeIdentifierBodyMass"
    store.read(export(record(weight, value="9", unit="IU"), record(weight, value="64", unit="kg")))
    assert store.days("weight") == {"2026-03-02": 64.0}
    assert store.problems() == [
        "Records of weight in IU are left out, because they cannot be told in kg."
    ]


def test_a_type_that_nobody_knows_is_told_in_one_unit(store, export):
    nose = "HKQuantityTypeIdentifierNoseLength"
    one, other = record(nose, value="5", unit="cm"), record(nose, value="2", unit="in")
    store.read(export(one, other))
    assert store.days("nose_length") == {"2026-03-02": pytest.approx((5 + 5.08) / 2)}


def test_types_that_nobody_knows_yet_are_kept_under_their_name(store, export):
    store.read(
        export(
            record("HKQuantityTypeIdentifierNoseLength", value="5", unit="cm"),
            record("HKCategoryTypeIdentifierNewBleeding", value="x", unit=None),
        )
    )
    assert store.days("nose_length") == {"2026-03-02": 5.0}
    assert store.days("new_bleeding") == {}


def test_exports_of_other_projects_are_read(store, fixtures):
    for path in sorted([*fixtures.rglob("*.xml"), *fixtures.rglob("*.zip")]):
        store.read(path)
        assert store.problems() == [], path
        assert store.rows("SELECT records FROM exports")[0][0] > 0, path
