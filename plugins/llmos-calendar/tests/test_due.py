"""Reminders fire when their time has come, once, and only with grants for the background."""

from __future__ import annotations

import json

import pytest

from llmos.errors import PermissionDenied, ToolError
from llmos_calendar import plugin


@pytest.fixture
def reminding(calendar):
    """A calendar whose reminders may be shown."""
    for permission in ("calendar:read", "notifications:show"):
        calendar.host.kernel.grant("calendar", permission, foreground=False)
    return calendar


def due(calendar):
    return [one["title"] for one in calendar.host.kernel.due("calendar").output.value["due"]]


def test_llmos_due_is_not_for_the_model():
    hidden = plugin.llmos_due()
    assert hidden.name == "due"
    assert hidden not in plugin.llmos_tools()


def test_a_reminder_fires_when_it_is_due_and_never_again(reminding, monkeypatch):
    reminding.call("remind", what="Call the landlord", at="2026-11-24T10:00")
    assert due(reminding) == []
    monkeypatch.setenv("LLMOS_NOW", "2026-11-24T10:00:05+01:00")
    assert due(reminding) == ["Call the landlord"]
    assert due(reminding) == []


def test_an_event_fires_before_it_begins_and_each_occurrence_for_itself(
    reminding, monkeypatch, event
):
    alarm = ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT30M", "END:VALARM")
    daily = event("DTSTART:20261124T100000Z", "RRULE:FREQ=DAILY", "SUMMARY:Tea", *alarm, uid="tea")
    reminding.folder.put("tea.ics", daily)
    for moment, titles in (
        ("2026-11-24T10:29:00+01:00", []),
        ("2026-11-24T10:30:00+01:00", ["Tea"]),
        ("2026-11-24T12:00:00+01:00", []),
        ("2026-11-25T10:31:00+01:00", ["Tea"]),
    ):
        monkeypatch.setenv("LLMOS_NOW", moment)
        assert due(reminding) == titles


def test_what_was_put_off_fires_again_and_what_is_done_does_not(reminding, monkeypatch):
    reminding.call("remind", what="Call the landlord", at="2026-11-24T10:00")
    reminding.call("remind", what="Sign the lease", at="2026-11-24T10:00")
    monkeypatch.setenv("LLMOS_NOW", "2026-11-24T10:01:00+01:00")
    assert sorted(due(reminding)) == ["Call the landlord", "Sign the lease"]
    reminding.call("snooze", reminder="landlord", until="2026-11-24T11:00")
    reminding.call("done", reminder="lease")
    monkeypatch.setenv("LLMOS_NOW", "2026-11-24T11:00:00+01:00")
    assert due(reminding) == ["Call the landlord"]


def test_what_was_missed_for_days_is_let_go(reminding, monkeypatch):
    reminding.call("remind", what="Call the landlord", at="2026-11-24T10:00")
    monkeypatch.setenv("LLMOS_NOW", "2026-11-27T10:00:00+01:00")
    assert due(reminding) == []


def test_a_grant_for_when_the_user_asks_is_none_for_the_background(calendar):
    calendar.host.granting("calendar", "notifications:show")
    with pytest.raises(PermissionDenied, match="not granted"):
        calendar.host.kernel.due("calendar")


def test_the_command_prints_where_there_is_no_desktop(reminding, monkeypatch, capsys):
    from llmos.cli import main

    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    reminding.call("remind", what="Call <b>the</b> landlord", at="2026-11-24T09:00")
    monkeypatch.setattr("sys.argv", ["llmos", "remind", "--due"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code in (0, None)
    assert "Call <b>the</b> landlord" in capsys.readouterr().out
    monkeypatch.setattr("sys.argv", ["llmos", "remind", "--due", "--json"])
    with pytest.raises(SystemExit):
        main()
    assert json.loads(capsys.readouterr().out) == []


def test_the_sign_of_an_event_can_be_put_off(reminding, monkeypatch, event):
    lines = ("DTSTART:20261124T110000Z", "DURATION:PT1H", "SUMMARY:Dentist")
    alarm = ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT30M", "END:VALARM")
    reminding.folder.put("dentist.ics", event(*lines, *alarm, uid="dentist"))
    monkeypatch.setenv("LLMOS_NOW", "2026-11-24T11:30:00+01:00")
    assert due(reminding) == ["Dentist"]
    reminding.call("snooze", reminder="dentist", until="2026-11-24T11:50")
    monkeypatch.setenv("LLMOS_NOW", "2026-11-24T11:51:00+01:00")
    assert due(reminding) == ["Dentist"]
    assert due(reminding) == []
    assert "2026-11-24T12:00 Dentist" in reminding.titles("2026-11-24")


def test_of_a_series_the_sign_cannot_be_put_off(reminding):
    with pytest.raises(ToolError, match="repeats"):
        reminding.call("snooze", reminder="stand-up", until="2026-11-24T11:50")
