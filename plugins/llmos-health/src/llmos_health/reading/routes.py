"""Routes: how long and how steep, and never where. Coordinates do not leave this file."""

from __future__ import annotations

import math
from typing import NamedTuple
from xml.parsers import expat

from llmos_health.reading.archive import Stream
from llmos_health.reading.limits import DEPTH, EXPORT_BYTES, FEED_BYTES
from llmos_health.reading.problems import UnreadableExport

_EARTH_KM = 6371.0088
_SMALLEST_CLIMB = 2.0
"""Metres; less up and down is the instrument's own unrest."""


class Route(NamedTuple):
    """The length of a route in kilometres, its climb in metres, and its points."""

    km: float
    climb: float
    points: int


class _RouteReader:
    def __init__(self) -> None:
        self.km = self.climb = 0.0
        self.points = self._depth = 0
        self._last: tuple[float, float] | None = None
        self._level: float | None = None
        self._text: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEPTH:
            raise UnreadableExport("A route nests elements deeper than routes do.")
        if name == "trkseg":
            self._last = self._level = None
        elif name == "trkpt":
            self._move(float(attributes["lat"]), float(attributes["lon"]))
        elif name == "ele":
            self._text = []

    def text(self, data: str) -> None:
        if self._text is not None and len(self._text) < DEPTH:
            self._text.append(data)

    def end(self, name: str) -> None:
        self._depth -= 1
        if name == "ele" and self._text is not None:
            self._climb_to(float("".join(self._text)))
            self._text = None

    def _move(self, latitude: float, longitude: float) -> None:
        here = math.radians(latitude), math.radians(longitude)
        if self._last:
            self.km += _distance(self._last, here)
        self._last = here
        self.points += 1

    def _climb_to(self, metres: float) -> None:
        if self._level is None or metres < self._level:
            self._level = metres
        elif metres - self._level >= _SMALLEST_CLIMB:
            self.climb += metres - self._level
            self._level = metres


def read_route(stream: Stream) -> Route:
    """Read a GPX file; raises `UnreadableExport` if it is none."""
    reader = _RouteReader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = _refuse
    try:
        done = 0
        while block := stream.read(FEED_BYTES):
            parser.Parse(block, False)
            done += len(block)
            if done > EXPORT_BYTES >> 6:
                raise UnreadableExport("A route is longer than routes are.")
        parser.Parse(b"", True)
    except (expat.ExpatError, KeyError, ValueError) as error:
        raise UnreadableExport("A route cannot be read.") from error
    return Route(reader.km, reader.climb, reader.points)


def _refuse(*declared: object) -> None:
    raise UnreadableExport("A route declares entities, which no route does.")


def _distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    half = (
        math.sin((b[0] - a[0]) / 2) ** 2
        + math.cos(a[0]) * math.cos(b[0]) * math.sin((b[1] - a[1]) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
