"""What time it is: the user's zone, and a clock that can be set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from llmos import clock
from llmos.errors import ConfigError

BERLIN = "Europe/Berlin"


def test_a_set_clock_without_an_offset_is_in_the_users_zone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LLMOS_NOW", "2026-07-01T09:00")
    now = clock.now(clock.zone(BERLIN))
    assert (now.hour, now.utcoffset()) == (9, timedelta(hours=2))


def test_a_set_clock_with_an_offset_is_turned_into_the_users_zone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LLMOS_NOW", "2026-07-01T09:00Z")
    now = clock.now(clock.zone(BERLIN))
    assert (now.hour, now.utcoffset()) == (11, timedelta(hours=2))


@pytest.mark.parametrize("garbage", ["now", "2026-13-01", "09:00", "2026-07-01T09:00:00+99:00"])
def test_garbage_is_refused_with_an_example(monkeypatch: pytest.MonkeyPatch, garbage: str) -> None:
    monkeypatch.setenv("LLMOS_NOW", garbage)
    with pytest.raises(ConfigError) as refused:
        clock.now(clock.zone(BERLIN))
    assert repr(garbage) in refused.value.message
    assert "LLMOS_NOW=2026" in refused.value.hint


def test_an_empty_variable_leaves_the_clock_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLMOS_NOW", "")
    before = datetime.now(UTC)
    assert before <= clock.now(clock.zone(BERLIN)) <= datetime.now(UTC)


@pytest.mark.parametrize("name", ["Mars/Olympus", "../../etc/passwd", "/etc/localtime", "Europe"])
def test_an_unknown_zone_is_refused_by_name(name: str) -> None:
    with pytest.raises(ConfigError, match=name):
        clock.zone(name)


def test_the_machines_own_zone_is_the_default() -> None:
    now = datetime.now(UTC)
    assert now.astimezone(clock.zone()).utcoffset() == now.astimezone().utcoffset()
