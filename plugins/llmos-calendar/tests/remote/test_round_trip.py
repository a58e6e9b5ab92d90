"""What llmos-calendar wrote to a server is what an independent client reads there.

vdirsyncer fetches the calendar and khal reads it; without them on the PATH the test is skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .test_caldav import connected, lunch

_BIN = Path(sys.executable).parent


def program(name):
    found = shutil.which(name, path=f"{_BIN}{os.pathsep}{os.environ.get('PATH', '')}")
    return found or pytest.skip(f"{name} is not installed")


def test_create_move_and_cancel_are_what_khal_reads(llmos_host, server, in_berlin, event, tmp_path):
    vdirsyncer, khal = program("vdirsyncer"), program("khal")
    account = connected(llmos_host, server)
    account.server.put("a.ics", lunch(event))
    account.server.put("b.ics", lunch(event, "Second", "two@example.org"))
    account.call("create", title="Tea", start="2026-11-25T16:00", place="Kontor")
    account.call("create", title="Swim", start="2026-11-26T07:00", repeat="weekly")
    account.call("move", event="lunch", to="2026-11-25T13:00")
    account.call("move", event="swim", day="2026-12-03", to="2026-12-03T08:00", which="this")
    account.call("cancel", event="swim", day="2026-12-10", which="following")
    account.call("cancel", event="second")
    fetched(vdirsyncer, account.server, tmp_path)
    assert listed(khal, tmp_path) == account.titles()


def fetched(vdirsyncer, server, tmp_path):
    config = tmp_path / "vdirsyncer.conf"
    config.write_text(
        f'[general]\nstatus_path = "{tmp_path}/status"\n'
        '[pair home]\na = "here"\nb = "there"\ncollections = [["home", "home", "COLLECTION"]]\n'
        f'[storage here]\ntype = "filesystem"\npath = "{tmp_path}/fetched"\nfileext = ".ics"\n'
        f'[storage there]\ntype = "caldav"\nurl = "{server.url}"\n'
        'username = "mira"\npassword = "secret"\n'
    )
    name = server.calendar.rstrip("/").rpartition("/")[2]
    config.write_text(config.read_text().replace("COLLECTION", name))
    for command in ("discover", "sync"):
        subprocess.run(
            [vdirsyncer, "-c", str(config), command],
            input=b"y\n" * 9,
            capture_output=True,
            check=True,
            timeout=60,
        )


def listed(khal, tmp_path):
    config = tmp_path / "khal.conf"
    config.write_text(
        f"[calendars]\n[[home]]\npath = {tmp_path}/fetched/home\n"
        f"[sqlite]\npath = {tmp_path}/khal.db\n"
        "[locale]\nlocal_timezone = Europe/Berlin\ndefault_timezone = Europe/Berlin\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    )
    form = "{start-date}T{start-time} {title}"
    command = [khal, "-c", str(config), "list", "--format", form, "--day-format", ""]
    done = subprocess.run(
        [*command, "2026-11-01", "2027-01-01"], capture_output=True, text=True, check=True
    )
    return [line for line in done.stdout.splitlines() if line]
