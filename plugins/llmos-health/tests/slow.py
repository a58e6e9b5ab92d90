"""The daily figures once more, slowly and another way, to compare with: plain Python over a whole
document tree, exact fractions, real time zones instead of written offsets.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from llmos_health.metrics.catalogue import Metric, metric_of
from llmos_health.metrics.units import conversion

Interval = tuple[datetime, datetime]
_ABSENT = ("NotPresent", "None", "Idle", "Negative")


def slow_days(xml: bytes, zone: ZoneInfo) -> dict[str, dict[str, float]]:
    """Daily figures by metric and day; sleep is left to its own tests."""
    by_metric: dict[Metric, dict[tuple[object, ...], dict[str, str]]] = defaultdict(dict)
    for element in ElementTree.fromstring(xml).iter("Record"):
        data = dict(element.attrib)
        entered = any(
            one.get("key") == "HKWasUserEntered" and one.get("value") == "1" for one in element
        )
        key = tuple(data.get(n) for n in ("sourceName", "unit", "startDate", "endDate", "value"))
        known = by_metric[metric_of(data["type"])].setdefault(key, data)
        if entered:
            known["entered"] = "1"
    return {
        metric.name: _days(metric, list(records.values()), zone)
        for metric, records in by_metric.items()
        if metric.how != "sleep"
    }


def _days(metric: Metric, records: list[dict[str, str]], zone: ZoneInfo) -> dict[str, float]:
    if metric.how in ("total", "minutes"):
        return _totals(metric, records, zone)
    values: dict[str, list[float]] = defaultdict(list)
    for one in records:
        if metric.how == "times":
            if not (one.get("value") or "").endswith(_ABSENT):
                values[one["startDate"][:10]].append(1.0)
        else:
            values[one["startDate"][:10]].append(_told(metric, one))
    if metric.how == "times":
        return {day: float(len(some)) for day, some in values.items()}
    return {day: sum(some) / len(some) for day, some in values.items()}


def _totals(metric: Metric, records: list[dict[str, str]], zone: ZoneInfo) -> dict[str, float]:
    days: dict[str, Fraction] = defaultdict(Fraction)
    ordered = sorted(records, key=_rank)
    for one in ordered:
        start, end = _when(one["startDate"]), _when(one["endDate"])
        value = (
            Fraction(_told(metric, one)) if metric.how == "total" else _seconds((start, end)) / 60
        )
        earlier = [
            (_when(other["startDate"]), _when(other["endDate"]))
            for other in ordered
            if _rank(other) < _rank(one)
        ]
        if start == end:
            if not any(begin <= start < stop for begin, stop in earlier):
                days[str(start.astimezone(zone).date())] += value
            continue
        for begin, stop in _without((start, end), earlier):
            for day, part in _by_day((begin, stop), zone):
                days[str(day)] += value * part / _seconds((start, end))
    return {day: float(total) for day, total in days.items()}


def _rank(one: dict[str, str]) -> tuple[int, str]:
    said = f"{one.get('device', '')} {one['sourceName']}".replace("\xa0", " ").casefold()
    group = 0 if "entered" in one else 1 if "watch" in said else 2 if "iphone" in said else 3
    return group, one["sourceName"]


def _told(metric: Metric, one: dict[str, str]) -> float:
    how = conversion(one.get("unit", ""), metric.unit) if metric.unit else None
    value = float(one["value"])
    return value * how.factor + how.shift if how else value


def _when(written: str) -> datetime:
    return datetime.strptime(written, "%Y-%m-%d %H:%M:%S %z")


def _seconds(interval: Interval) -> Fraction:
    return Fraction(int((interval[1] - interval[0]).total_seconds()))


def _without(interval: Interval, others: list[Interval]) -> list[Interval]:
    left = [interval]
    for begin, stop in others:
        cut = []
        for first, last in left:
            cut += [(first, min(last, begin)), (max(first, stop), last)]
        left = [(first, last) for first, last in cut if first < last] if begin < stop else left
    return left


def _by_day(interval: Interval, zone: ZoneInfo) -> list[tuple[date, Fraction]]:
    parts, (first, last) = [], interval
    while first < last:
        day = first.astimezone(zone).date()
        midnight = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
        end = min(last, midnight)
        parts.append((day, _seconds((first, end))))
        first = end
    return parts
