"""The health export of the sample life."""

from __future__ import annotations

import zipfile
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

from llmos.demo import build
from llmos.demo.health import read_body

from .conftest import NOW

_START = "startDate"


def export(tmp_path: Path) -> ElementTree.Element:
    sample = build(tmp_path / "life", NOW)
    (source,) = sample.sources["health"]
    assert source.path.stat().st_size < 400_000
    with zipfile.ZipFile(source.path) as archive:
        (name,) = archive.namelist()
        return ElementTree.fromstring(archive.read(name))


def moment(element: ElementTree.Element) -> datetime:
    return datetime.strptime(element.get(_START, ""), "%Y-%m-%d %H:%M:%S %z")


def test_it_ends_yesterday_and_lacks_the_days_without_a_watch(tmp_path: Path) -> None:
    pulses = [one for one in export(tmp_path).iter("Record") if "HeartRate" in one.get("type", "")]
    days = {(NOW.date() - moment(one).date()).days for one in pulses}
    body = read_body()
    assert days == set(range(1, body.days + 1)) - set(body.without_watch)


def test_it_has_sleep_steps_weight_and_runs(tmp_path: Path) -> None:
    root = export(tmp_path)
    kinds = Counter(one.get("type", "").rpartition("Identifier")[2] for one in root.iter("Record"))
    assert set(kinds) >= {"SleepAnalysis", "StepCount", "BodyMass", "RestingHeartRate"}
    assert len(list(root.iter("Workout"))) > 10


def test_the_pulse_is_raised_in_her_meetings(tmp_path: Path) -> None:
    root = export(tmp_path)
    by_moment = {
        moment(one): float(one.get("value", ""))
        for one in root.iter("Record")
        if one.get("type", "").endswith("IdentifierHeartRate")
    }
    hardest = max(read_body().strains, key=lambda one: one.rise)
    raised = {
        at.date()
        for at, pulse in by_moment.items()
        if 9 <= at.hour < 17 and pulse > 86 and at > max(by_moment) - timedelta(days=10)
    }
    assert len([day for day in raised if day.weekday() < 5]) == 1
    assert hardest.what == "Budget talk"
