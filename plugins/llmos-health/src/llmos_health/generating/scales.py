"""What is measured by hand: weight with a scale, and blood pressure as correlations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from llmos_health.generating.body import Body
from llmos_health.generating.clock import LocalClock
from llmos_health.generating.elements import QUANTITY, Device, head, record

SCALE = Device("Kitchen Scale", "3.1", "")
CUFF = Device("Cuff & Co", "1.4", "")


def weight_records(body: Body, clock: LocalClock, days: list[date]) -> Iterator[str]:
    """Every second morning, falling slowly; the body mass index comes with it."""
    random = Random(f"{body.seed} weight")
    for number, day in enumerate(days):
        if number % 2 == 0:
            weight = body.weight - 0.004 * number + random.gauss(0, 0.35)
            moment = clock.written(clock.moment(day, 7.1))
            times = (moment, moment, moment)
            weighed = head(f"{QUANTITY}BodyMass", SCALE, 0, "kg")
            index = head(f"{QUANTITY}BodyMassIndex", SCALE, 0, "count")
            yield record(weighed, *times, f"{weight:.1f}", (("HKWasUserEntered", "0"),))
            yield record(index, *times, f"{weight / 1.7**2:.2f}")


def pressure_correlations(body: Body, clock: LocalClock, days: list[date]) -> Iterator[str]:
    """Every tenth evening. As in real exports, the two records stand outside as well."""
    random = Random(f"{body.seed} pressure")
    for day in days[::10]:
        moment = clock.written(clock.moment(day, 20.5))
        times = (moment, moment, moment)
        values = (("Systolic", random.gauss(118, 6)), ("Diastolic", random.gauss(76, 4)))
        both = [
            record(head(f"{QUANTITY}BloodPressure{which}", CUFF, 0, "mmHg"), *times, f"{value:.0f}")
            for which, value in values
        ]
        opening = (
            f' <Correlation type="HKCorrelationTypeIdentifierBloodPressure" {CUFF.attributes(0)} '
            f'creationDate="{moment}" startDate="{moment}" endDate="{moment}">\n'
        )
        yield from both
        yield opening + "".join(" " + one for one in both) + " </Correlation>\n"
