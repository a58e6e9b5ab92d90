"""The mail plugin finds in the sample life what a careful reader of all of it would call open."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from llmos.demo import build
from llmos.testing import Host


@pytest.mark.parametrize("now", ["2026-03-12T10:00", "2026-07-05T21:30", "2026-10-26T08:00"])
def test_follow_ups_are_those_that_are_truly_open(
    llmos_host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: str
) -> None:
    monkeypatch.setenv("LLMOS_NOW", now)
    at = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo("Europe/Berlin"))
    sample = build(tmp_path / "life", at)
    kernel = llmos_host.kernel
    kernel.adopt(sample.profile, sample.time_zone, sample.sources)
    llmos_host.granting("mail", "mail:read", "profile:read")

    value = llmos_host.call("mail.follow_ups").value
    found = {(one["direction"], one["sentence"]) for one in (*value["mine"], *value["theirs"])}
    assert found == {(one.direction, one.sentence) for one in sample.expected}
