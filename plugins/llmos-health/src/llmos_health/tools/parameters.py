"""Parameters that several tools have."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from llmos import Takes

MetricName = Annotated[
    str,
    Field(
        description="What was measured, such as heart rate (pulse, Puls, pouls), steps (Schritte), "
        "sleep (Schlaf), weight (Gewicht), resting heart rate (Ruhepuls), heart rate variability, "
        "blood pressure (Blutdruck), distance, oxygen."
    ),
]
Since = Annotated[date | None, Takes("day"), Field(description="First day.")]
Until = Annotated[date | None, Takes("day"), Field(description="Last day, included.")]
