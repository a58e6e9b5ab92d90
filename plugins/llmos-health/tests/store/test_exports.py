"""Reading exports again, several of them, and forgetting them."""

from __future__ import annotations

import os

from llmos_health.store.schema import open_store

from ..conftest import record, small_body

DAY = "2026-03-0{} 10:00:00 +0100"


def days(*numbers: int) -> list[str]:
    return [record(start=DAY.format(n), value=str(100 * n)) for n in numbers]


def test_an_export_that_did_not_change_is_not_read_again(store, export):
    path = export(*days(1, 2))
    assert store.read(path).added == 2
    assert (store.read(path).added, store.read(path).removed) == (0, 0)


def test_a_newer_export_adds_what_is_new_and_drops_what_is_gone(store, export):
    store.read(export(*days(1, 2, 3)))
    changes = store.read(export(*days(2, 3, 4, 5)))
    assert (changes.added, changes.removed) == (2, 1)
    assert list(store.days("steps").values()) == [200, 300, 400, 500]


def test_what_two_exports_hold_counts_once(store, export):
    both = export(*days(1, 2), name="old.xml"), export(*days(2, 3), name="new.xml")
    store.read(*both)
    assert list(store.days("steps").values()) == [100, 200, 300]


def test_an_export_that_is_no_longer_given_is_forgotten(store, export):
    one, other = export(*days(1, 2), name="old.xml"), export(*days(2, 3), name="new.xml")
    store.read(one, other)
    store.read(one)
    assert list(store.days("steps").values()) == [100, 200]
    store.read()
    assert store.rows("SELECT count(*) FROM blocks UNION ALL SELECT count(*) FROM daily") == [
        (0,),
        (0,),
    ]


def test_an_export_that_cannot_be_opened_now_keeps_what_is_known(store, export):
    path = export(*days(1))
    store.read(path)
    path.rename(path.with_suffix(".away"))
    changes = store.read(path)
    assert "export.xml" in changes.unreachable[0]
    assert store.days("steps") == {"2026-03-01": 100.0}


def test_an_export_that_became_unreadable_is_said_and_not_tried_again(store, export):
    path = export(*days(1))
    store.read(path)
    path.write_text("no export at all")
    store.read(path)
    assert store.days("steps") == {}
    assert "holds no export that is known here" in store.problems()[0]
    before = store.rows("SELECT stamp FROM exports")
    store.read(path)
    assert store.rows("SELECT stamp FROM exports") == before


def test_reproductive_health_is_not_stored_unless_it_is_asked_for(store, synthetic):
    path = synthetic(small_body())
    store.read(path)
    names = {name for (name,) in store.rows("SELECT name FROM metrics")}
    assert "steps" in names
    assert "menstrual_flow" not in names
    assert not store.rows("SELECT 1 FROM kinds WHERE type LIKE '%Menstrual%'")
    store.read(path, intimate=True)
    assert len(store.days("menstrual_flow")) == 4
    store.read(path)
    assert store.days("menstrual_flow") == {}
    assert not store.rows("SELECT 1 FROM kinds WHERE type LIKE '%Menstrual%'")


def test_everything_an_export_holds_is_stored(store, synthetic):
    store.read(synthetic(small_body()))
    counts = {
        table: store.rows(f"SELECT count(*) FROM {table}")[0][0]
        for table in ("workouts", "correlations", "rings", "papers", "nights")
    }
    assert counts == {"workouts": 3, "correlations": 1, "rings": 10, "papers": 2, "nights": 10}
    assert store.problems() == []


def test_a_killed_import_leaves_the_store_as_it_was(store, export, tmp_path):
    store.read(export(*days(1)))
    path = export(*days(1, 2, 3), name="next.xml")
    child = os.fork()
    if child == 0:
        connection = open_store(tmp_path / "health.db")
        connection.create_function("stop", 0, lambda: os._exit(9))
        connection.execute(
            "CREATE TEMP TRIGGER last AFTER UPDATE ON exports WHEN new.path LIKE '%next.xml'"
            " BEGIN SELECT stop(); END"
        )
        type(store)(connection).read(tmp_path / "export.xml", path)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert store.days("steps") == {"2026-03-01": 100.0}
    assert store.read(tmp_path / "export.xml", path).added == 3
