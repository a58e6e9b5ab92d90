"""The labelled requests about time are answered as they were worked out by hand."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

pytest.importorskip("llmos_calendar")

_FILE = Path(__file__).parents[1] / "benchmarks" / "calendar_requests.py"


def test_at_least_a_hundred_requests_and_nineteen_in_twenty_exact(
    capsys: pytest.CaptureFixture[str],
) -> None:
    spec = importlib.util.spec_from_file_location("calendar_requests", _FILE)
    assert spec is not None
    assert spec.loader is not None
    requests = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(requests)
    assert len(requests.cases()) >= 100
    assert len(requests.splits()["report"]) >= 60
    assert sum(map(len, requests.splits().values())) == len(requests.cases())
    assert requests.typed() == 0, capsys.readouterr().out
