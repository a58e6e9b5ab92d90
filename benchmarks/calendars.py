"""llmos-calendar against khal on the same folder of calendar files, in one run.

Fifty thousand events, two thousand of them series, one a file. Prints the first index of both, and
what llmos-calendar then takes for a look that finds nothing new, for a day, and for a year's free
slots, with the memory it needed. khal is taken from the PATH or installed into a folder of its own;
it takes minutes and is stopped where more of them could only make the ratio larger. `calendars.py
10000` compares with fewer events, and `calendars.py 50000 --alone` leaves khal out.
"""

from __future__ import annotations

import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Calendar

from llmos_calendar.index.catchup import CatchUp
from llmos_calendar.index.query import Agenda
from llmos_calendar.index.schema import open_index
from llmos_calendar.index.wanted import Visible, Wanted, Window
from llmos_calendar.openings import Hours, openings
from llmos_calendar.reading.reader import read
from llmos_calendar.settings import CalendarSettings

EVENTS, SERIES = 50_000, 2_000
ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=ZONE)
_ZONES = ("Europe/Berlin", "America/New_York", "Europe/London")
_WORDS = (
    "review",
    "dinner",
    "dentist",
    "Ana",
    "Omar",
    "planning",
    "rowing",
    "call",
    "lunch",
    "ski",
)
_RULES = (
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;BYDAY=MO,WE",
    "FREQ=MONTHLY",
    "FREQ=DAILY;COUNT=200",
    "FREQ=YEARLY",
    "FREQ=MONTHLY;BYDAY=2TU",
)
_TIMES = 20
_MOST_SECONDS = 720.0


def main() -> None:
    """Measure and print."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS
    series = events * SERIES // EVENTS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "calendar"
        write(folder, events, series)
        print(f"{events:,} events, {series:,} of them series, one a file")
        print(f"reading alone: the icalendar library takes {reading(folder):.1f} times as long")
        ours = measure(folder, Path(name) / "calendar.db")
        if "--alone" in sys.argv:
            return
        khal = peer(Path(name))
        if khal is None:
            print("khal is not here and cannot be installed; no ratio")
            return
        theirs, is_whole = khal_first(khal, folder, Path(name))
        least = "" if is_whole else "stopped after "
        print(f"first index: khal {least}{theirs:.1f} s, {theirs / ours:.1f} times ours", end="")
        print("" if is_whole else " at the least")


def measure(folder: Path, path: Path) -> float:
    """Our own figures; gives back the seconds of the first index."""
    with closing(open_index(path)) as connection:

        def update() -> object:
            return CatchUp(connection, NOW, lambda *_: None, True).run([("ics", folder)])

        first = seconds(update)
        print(f"first index: llmos-calendar {first:.1f} s")
        print(f"a look at every file that finds nothing new: {seconds(update):.2f} s")
        agenda = Agenda(connection, ZONE, Visible())
        today = NOW.replace(hour=0, minute=0)
        day = Wanted(Window(today, today + timedelta(days=1)))
        print(f"a day: {best(lambda: agenda.happenings(day)) * 1e3:.1f} ms")
        year = Window(today, today + timedelta(days=365))
        print(f"a year's free slots: {best(lambda: slots(agenda, year)) * 1e3:.0f} ms")
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"memory, Python and all: {memory:.0f} MB")
    return first


def reading(folder: Path) -> float:
    """How many times as long as ours the library reads the same files."""
    raw = [path.read_bytes() for path in sorted(folder.iterdir())[:1_000]]
    ours = min(seconds(lambda: [read(one) for one in raw]) for _ in range(3))
    return seconds(lambda: [Calendar.from_ical(one) for one in raw]) / ours


def slots(agenda: Agenda, year: Window) -> object:
    """Free slots of an hour within working hours."""
    hours = Hours.working(CalendarSettings()).within(year)
    return openings(hours, agenda.busy(year), 60, 0)


def peer(folder: Path) -> str | None:
    """The khal to compare with."""
    if found := shutil.which("khal"):
        return found
    place = folder / "khal"
    try:
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        install = [str(place / "bin" / "pip"), "install", "-q", "khal"]
        subprocess.run(install, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return str(place / "bin" / "khal")


def khal_first(khal: str, folder: Path, place: Path) -> tuple[float, bool]:
    """Seconds until khal has read the folder and listed a day, and whether it came to that."""
    config = place / "khal.conf"
    config.write_text(
        f"[calendars]\n[[home]]\npath = {folder}\n[sqlite]\npath = {place / 'khal.db'}\n"
        "[locale]\nlocal_timezone = Europe/Berlin\ndefault_timezone = Europe/Berlin\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
    )
    command = [khal, "-c", str(config), "list", "2026-11-24", "1d"]
    started = time.perf_counter()
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=_MOST_SECONDS)
    except subprocess.TimeoutExpired:
        return time.perf_counter() - started, False
    return time.perf_counter() - started, True


def write(folder: Path, events: int, series: int) -> None:
    """The same files every time."""
    chance = random.Random(1)
    folder.mkdir(parents=True)
    for number in range(events):
        rule = chance.choice(_RULES) if number < series else ""
        (folder / f"{number}.ics").write_text("\r\n".join(lines(chance, number, rule)))


def lines(chance: random.Random, number: int, rule: str) -> list[str]:
    """One calendar file."""
    start = datetime(2016, 1, 1) + timedelta(minutes=15 * chance.randrange(15 * 365 * 96))
    if number % 10 == 0:
        end = start + timedelta(days=1 + chance.randrange(3))
        when = [f"DTSTART;VALUE=DATE:{start:%Y%m%d}", f"DTEND;VALUE=DATE:{end:%Y%m%d}"]
    else:
        zone, end = chance.choice(_ZONES), start + timedelta(minutes=15 * (1 + chance.randrange(8)))
        when = [
            f"DT{name};TZID={zone}:{at:%Y%m%dT%H%M%S}"
            for name, at in (("START", start), ("END", end))
        ]
    return [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//llmos//benchmark//EN",
        "BEGIN:VEVENT",
        f"UID:{number}@example.org",
        "DTSTAMP:20260101T000000Z",
        *when,
        *([f"RRULE:{rule}"] if rule else []),
        f"SUMMARY:{' '.join(chance.sample(_WORDS, 3))} {number}",
        f"LOCATION:Room {number % 50}",
        f"DESCRIPTION:{' '.join(chance.choices(_WORDS, k=20))}",
        *(
            [f"ATTENDEE;CN=Person {number % 99}:mailto:p{number % 99}@example.org"]
            * (number % 4 == 0)
        ),
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def seconds(do: Callable[[], object]) -> float:
    """How long it takes."""
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def best(do: Callable[[], object]) -> float:
    """The shortest of several times."""
    return min(seconds(do) for _ in range(_TIMES))


if __name__ == "__main__":
    main()
