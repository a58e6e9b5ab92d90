"""Garmin: FIT files, alone, in a folder, or in the archives inside an account's archive.

fitdecode reads the format; it is imported only here, when there is such a file. A route is not
read at all. A file that breaks off keeps what was complete.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import numpy as np

from llmos_health.reading.archive import Member, Package, ZipPackage, find_activities
from llmos_health.reading.elements import Workout
from llmos_health.reading.limits import FEED_BYTES, FIT_BYTES, FIT_MESSAGES, NESTED_BYTES
from llmos_health.reading.moments import Moments
from llmos_health.reading.problems import UnreadableExport
from llmos_health.reading.records import MOVING
from llmos_health.reading.sink import Sink

if TYPE_CHECKING:
    from fitdecode import FitDataMessage

_EPOCH = 631_065_600
"""Seconds from 1970 to the last day of 1989, from which FIT counts."""

_QUARTER = 900
_FURTHEST = 15 * 3600
_QUANTITY = "HKQuantityTypeIdentifier"
_PULSE = (f"{_QUANTITY}HeartRate", "count/min")
_VALUES = {
    "record": {"heart_rate": _PULSE},
    "monitoring": {"heart_rate": _PULSE},
    "weight_scale": {"weight": (f"{_QUANTITY}BodyMass", "kg")},
    "blood_pressure": {
        "systolic_pressure": (f"{_QUANTITY}BloodPressureSystolic", "mmHg"),
        "diastolic_pressure": (f"{_QUANTITY}BloodPressureDiastolic", "mmHg"),
    },
}
"""The messages and fields that are records, as Apple's type and unit."""


def read_garmin(package: Package, activities: list[Member], sink: Sink) -> None:
    """Read these files; what cannot be read of them is noted."""
    total, done = sum(member.size for member in activities), 0
    for member in activities:
        try:
            if member.name.lower().endswith(".zip"):
                with _nested(package, member) as inner:
                    for one in find_activities(inner):
                        _read_fit(inner, one, sink)
            else:
                _read_fit(package, member, sink)
        except (UnreadableExport, OSError) as error:
            sink.problems.add(f"{PurePosixPath(member.name).name}: {error}")
        done += member.size
        sink.report(done, total)


@contextmanager
def _nested(package: Package, member: Member) -> Iterator[Package]:
    """An archive inside an archive, copied into a nameless temporary file."""
    if member.size > NESTED_BYTES:
        raise UnreadableExport("It is larger than such an archive is, so it was not read.")
    with tempfile.TemporaryFile() as copy:
        with package.open(member) as stream:
            while block := stream.read(FEED_BYTES):
                copy.write(block)
        try:
            archive = zipfile.ZipFile(copy)
        except zipfile.BadZipFile as error:
            raise UnreadableExport(f"The archive is damaged: {error}.") from error
        with archive:
            yield ZipPackage(archive)


def _read_fit(package: Package, member: Member, sink: Sink) -> None:
    with package.open(member) as stream:
        content = stream.read(FIT_BYTES + 1)
    if len(content) > FIT_BYTES:
        raise UnreadableExport("It is larger than a FIT file is.")
    found = _Fit()
    try:
        for message in _messages(content):
            found.take(message)
    except _DamagedFit as error:
        sink.problems.add("A FIT file breaks off or is damaged; reading it stopped there.")
        if not found.values and not found.sessions:
            raise UnreadableExport("It is no FIT file that can be read.") from error
    found.hand_on(sink)


class _DamagedFit(Exception):
    """The decoder could not go on."""


def _messages(content: bytes) -> Iterator[FitDataMessage]:
    """The messages of a file; raises `_DamagedFit` where it is not one, `UnreadableExport` where
    there are too many.
    """
    from fitdecode import CrcCheck, ErrorHandling, FitDataMessage, FitReader

    reader = FitReader(
        io.BytesIO(content), check_crc=CrcCheck.RAISE, error_handling=ErrorHandling.IGNORE
    )
    frames, count = iter(reader), 0
    while True:
        try:
            frame = next(frames, None)
        except Exception as error:  # whatever a decoder may raise at other people's bytes
            raise _DamagedFit from error
        if frame is None:
            return
        count += 1
        if count > FIT_MESSAGES:
            raise UnreadableExport("It has more messages than a FIT file has.")
        if isinstance(frame, FitDataMessage):
            yield frame


class _Fit:
    """Collects what a file says; times are seconds since 1970."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], list[tuple[int, float, bool]]] = defaultdict(list)
        self.sessions: list[FitDataMessage] = []
        self._source = "Garmin"
        self._offset: int | None = None
        self._last = 0

    def take(self, message: FitDataMessage) -> None:
        """Take in a message."""
        at = self._time(message)
        if message.name == "file_id":
            self._name(message)
        elif message.name == "session":
            self.sessions.append(message)
        elif message.name in ("activity", "monitoring_info"):
            self._place(message)
        for field, kind in _VALUES.get(message.name, {}).items():
            value = message.get_value(field, fallback=None)
            if isinstance(value, (int, float)) and value > 0 and at:
                self.values[kind].append((at + _EPOCH, value, message.name == "record"))

    def hand_on(self, sink: Sink) -> None:
        """Give all of it on."""
        if self._offset is None:
            sink.problems.add("A FIT file does not tell its time zone; Greenwich's was taken.")
        offset = self._offset or 0
        for (type_, unit), rows in self.values.items():
            at, values, moving = zip(*rows, strict=True)
            kind = sink.records.kind_of(
                {"type": type_, "sourceName": self._source, "unit": unit, "device": "type:watch"}
            )
            moments = _moments(at, offset)
            flags = np.array(moving, np.int64) * (MOVING << 1)
            kinds = np.full(len(at), kind, np.int64)
            sink.records.add_columns(kinds, flags, moments, moments, values)
        for session in self.sessions:
            if workout := _workout(session, self._source, offset):
                sink.contents.workouts.append(workout)

    def _time(self, message: FitDataMessage) -> int:
        """When a message was written; a short time counts on from the last whole one."""
        whole = message.get_raw_value("timestamp", fallback=None)
        if isinstance(whole, int):
            self._last = whole
        else:
            short = message.get_raw_value("timestamp_16", fallback=None)
            if isinstance(short, int):
                self._last += (short - self._last) & 0xFFFF
        return self._last

    def _name(self, message: FitDataMessage) -> None:
        maker = message.get_value("manufacturer", fallback="garmin")
        product = message.get_value("garmin_product", fallback=None)
        words = f"{maker} {product if isinstance(product, str) else ''}".replace("_", " ")
        self._source = words.strip().title()

    def _place(self, message: FitDataMessage) -> None:
        local = message.get_raw_value("local_timestamp", fallback=None)
        here = message.get_raw_value("timestamp", fallback=None)
        if isinstance(local, int) and isinstance(here, int):
            away = round((local - here) / _QUARTER) * _QUARTER
            self._offset = away if abs(away) <= _FURTHEST else None


def _moments(at: tuple[int, ...], offset: int) -> Moments:
    seconds = np.array(at, np.int64)
    away = np.full(len(at), offset, np.int64)
    return Moments(seconds, away, np.ones(len(at), bool))


def _workout(session: FitDataMessage, source: str, offset: int) -> Workout | None:
    start = session.get_raw_value("start_time", fallback=None)
    length = session.get_value("total_elapsed_time", fallback=None)
    if not isinstance(start, int) or not isinstance(length, (int, float)):
        return None
    metres = session.get_value("total_distance", fallback=None)
    energy = session.get_value("total_calories", fallback=None)
    below = str(session.get_value("sub_sport", fallback="")).replace("_", " ")
    sport = str(session.get_value("sport", fallback="other")).replace("_", " ")
    return Workout(
        kind=sport,
        start=start + _EPOCH,
        offset=offset,
        seconds=int(length),
        km=metres / 1000 if isinstance(metres, (int, float)) and metres else None,
        kcal=float(energy) if isinstance(energy, (int, float)) and energy else None,
        source=source,
        indoor=True if "indoor" in below or below == "treadmill" else None,
        events=(),
        route="",
    )
