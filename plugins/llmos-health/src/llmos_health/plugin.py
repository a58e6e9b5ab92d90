"""The hooks of llmos-health. They declare; `tools` does the work."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from llmos import hookimpl
from llmos_health.settings import HealthSettings
from llmos_health.tools import charting, comparing, importing, listing, meeting, nightly, summing


@hookimpl
def llmos_tools() -> list[Any]:
    """What the model may call."""
    return [
        summing.summary,
        comparing.trend,
        comparing.compare,
        nightly.sleep,
        listing.workouts,
        listing.records,
        meeting.during,
        meeting.suggest,
        charting.chart,
    ]


@hookimpl
def llmos_settings() -> type[BaseModel]:
    """What the user can set."""
    return HealthSettings


@hookimpl
def llmos_index() -> Any:
    """What `llmos index` runs."""
    return importing.refresh


@hookimpl
def llmos_inspect() -> Any:
    """What `llmos setup` runs to show what it found."""
    return importing.inspect


@hookimpl
def llmos_status() -> Any:
    """What `llmos index status` runs."""
    return importing.status
