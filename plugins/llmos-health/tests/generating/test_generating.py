"""The generator of synthetic exports."""

from __future__ import annotations

import hashlib
import io
import zipfile
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from llmos_health.generating.body import Strain
from llmos_health.generating.clock import LocalClock
from llmos_health.generating.export import write_zip

from ..conftest import small_body, text_of


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    hashes = set()
    for name in ("one.zip", "two.zip"):
        write_zip(small_body(days=3), tmp_path / name)
        hashes.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(hashes) == 1
    assert text_of(small_body(days=3, seed=8)) != text_of(small_body(days=3))


def test_an_export_is_well_formed_and_holds_every_kind_of_element():
    root = ElementTree.parse(io.BytesIO(text_of(small_body()))).getroot()
    kinds = {child.tag for child in root}
    assert kinds == {"ExportDate", "Me", "Record", "Correlation", "Workout", "ActivitySummary"}


def test_the_archive_holds_the_files_beside_it(tmp_path):
    write_zip(small_body(), tmp_path / "export.zip", name="Exportieren.xml")
    with zipfile.ZipFile(tmp_path / "export.zip") as archive:
        folders = {name.split("/")[1] for name in archive.namelist()}
    assert folders == {
        "Exportieren.xml",
        "workout-routes",
        "electrocardiograms",
        "clinical-records",
    }


def test_moments_bear_the_offset_that_holds_then():
    clock = LocalClock(ZoneInfo("Europe/Berlin"))
    assert clock.written(1774745999) == "2026-03-29 01:59:59 +0100"
    assert clock.written(1774746000) == "2026-03-29 03:00:00 +0200"


def test_a_strain_raises_the_pulse_while_it_lasts():
    clock = LocalClock(ZoneInfo("Europe/Berlin"))
    begin = clock.moment(small_body().first, 9)
    strain = Strain(begin, begin + 4 * 3600, 60)
    calm, strained = (
        [
            float(one.get("value", ""))
            for one in ElementTree.fromstring(text_of(small_body(strains=strains))).iter("Record")
            if "HeartRate" in one.get("type", "")
            and one.get("startDate", "")[:13] in {f"2026-03-22 {hour:02}" for hour in range(9, 13)}
        ]
        for strains in ((), (strain,))
    )
    assert sum(strained) / len(strained) > sum(calm) / len(calm) + 30
