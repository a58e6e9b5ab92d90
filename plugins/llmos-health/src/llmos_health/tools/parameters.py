"""Parameters that several tools have."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

MetricName = Annotated[
    str,
    Field(
        description="What was measured, such as heart rate (Puls), steps (Schritte), sleep "
        "(Schlaf), weight (Gewicht), resting heart rate (Ruhepuls)."
    ),
]
Since = Annotated[date | None, Field(description="First day.")]
Until = Annotated[date | None, Field(description="Last day, included.")]
