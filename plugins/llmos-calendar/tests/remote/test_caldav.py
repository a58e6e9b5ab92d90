"""Calendars on real servers, Radicale and xandikos: fetched, changed, and never written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmos.config import read_config
from llmos.errors import ToolError
from llmos_calendar.reading.reader import read

HOME_CONFIG = """
time_zone = "Europe/Berlin"
[plugins.calendar.settings]
accounts = [{{ name = "home", url = "{url}", user = "mira" }}]
sync_minutes = 1
"""


class Account:
    """A host whose only calendar lies on a server."""

    def __init__(self, host, server):
        self.host = host
        self.server = server

    def call(self, tool, **arguments):
        return self.host.call(f"calendar.{tool}", **arguments).value

    def refresh(self):
        kernel = self.host.kernel
        return [kernel.index("calendar").output.value]

    def titles(self):
        found = self.call("events", since="2026-11-01", until="2026-12-31")["events"]
        return [f"{one['start'][:16]} {one['title']}" for one in found]


@pytest.fixture
def account(llmos_host, server, in_berlin):
    return connected(llmos_host, server)


def connected(host, server):
    home = host.kernel.home
    home.config_file.parent.mkdir(parents=True, exist_ok=True)
    home.config_file.write_text(HOME_CONFIG.format(url=server.url))
    host.kernel.config = read_config(home)
    host.secret("calendar", "home", "secret")
    host.kernel.grant("calendar", "network:connect", hosts=[f"127.0.0.1:{server.port}"])
    return Account(
        host.granting("calendar", "calendar:read", "calendar:write").confirming(), server
    )


def lunch(event, title="Lunch", uid="lunch@example.org"):
    return event(
        "DTSTAMP:20261101T080000Z",
        "DTSTART;TZID=Europe/Berlin:20261125T123000",
        "DTEND;TZID=Europe/Berlin:20261125T133000",
        f"SUMMARY:{title}",
        "X-OTHER-CLIENT;X-WHAT=1:kept",
        uid=uid,
    )


def test_reading_over_caldav_is_reading_the_files(account, event, index, folder):
    for number in range(3):
        raw = lunch(event, f"Lunch {number}", f"{number}@example.org")
        account.server.put(f"{number}.ics", raw)
        folder.put(f"{number}.ics", raw)
    index.update(folder.path)
    files = [f"{one.start:%Y-%m-%dT%H:%M} {one.title}" for one in index.find()]
    assert account.titles() == files


def test_what_others_change_comes_with_the_next_look(account, event):
    account.server.put("a.ics", lunch(event, "First"))
    account.server.put("b.ics", lunch(event, "Second", "two@example.org"))
    assert len(account.titles()) == 2
    account.server.put("a.ics", lunch(event, "First but later"))
    account.server.delete("b.ics")
    account.refresh()
    assert account.titles() == ["2026-11-25T12:30 First but later"]


def test_create_move_and_cancel_reach_the_server(account, event):
    account.server.put("a.ics", lunch(event))
    account.call("create", title="Tea", start="2026-11-25T16:00")
    account.call("move", event="lunch", to="2026-11-25T13:00")
    assert account.titles() == ["2026-11-25T13:00 Lunch", "2026-11-25T16:00 Tea"]
    (entry,) = read(account.server.get("a.ics")).entries
    assert f"{entry.start.local:%H:%M}" == "13:00"
    assert b"X-OTHER-CLIENT;X-WHAT=1:kept" in account.server.get("a.ics")
    account.call("cancel", event="tea")
    assert account.titles() == ["2026-11-25T13:00 Lunch"]
    account.host.kernel.undo(None)
    assert len(account.titles()) == 2


def test_of_two_writers_none_is_lost(account, event):
    """Somebody else changes the event between what the user saw and what is then written."""
    account.server.put("a.ics", lunch(event))
    account.titles()
    seen = []

    def interfere(question):
        seen.append(question)
        account.server.put("a.ics", lunch(event, "Lunch now with Ana"))
        return True

    account.host.kernel.reach(_User(interfere))
    with pytest.raises(ToolError, match="nothing was done"):
        account.call("move", event="lunch", to="2026-11-25T13:00")
    assert seen
    assert b"now with Ana" in account.server.get("a.ics")
    assert b"T123000" in account.server.get("a.ics")


def test_without_the_grant_for_the_server_it_is_said(llmos_host, start, in_berlin, folder, event):
    server = start("radicale")
    account = connected(llmos_host, server)
    account.host.kernel.revoke("calendar", "network:connect")
    folder.put("a.ics", lunch(event))
    account.host.source("calendar", folder.path).granting("calendar", "calendar:read")
    answer = account.call("events", since="2026-11-01", until="2026-12-31")
    assert [one["title"] for one in answer["events"]] == ["Lunch"]
    assert "network:connect" in str(answer["notes"])


class _User:
    def __init__(self, confirm):
        self.confirm = confirm

    def ask(self, question):
        return "no"

    def show(self, question):
        self.confirm(question)

    def hold(self, question, seconds):
        pass


def test_a_password_is_never_sent_in_the_clear():
    from pydantic import ValidationError

    from llmos_calendar.settings import Account as Settings

    with pytest.raises(ValidationError, match="in the clear"):
        Settings(name="home", url="http://calendar.example.org", user="mira")


def test_a_password_goes_to_no_other_server():
    from llmos_calendar.remote.wire import Wire

    wire = Wire(lambda host, port: None, "https://one.example.org/", "mira", lambda: "secret")
    from urllib.parse import urlsplit

    assert wire._credentials(urlsplit("https://one.example.org/x"), "GET", "/x")
    assert not wire._credentials(urlsplit("https://two.example.org/x"), "GET", "/x")
    assert not wire._credentials(urlsplit("http://one.example.org/x"), "GET", "/x")


def test_nothing_that_a_server_says_becomes_a_path(tmp_path: Path):
    from llmos_calendar.remote.mirror import name_of

    assert "/" not in name_of("http://x/../../etc/passwd")
