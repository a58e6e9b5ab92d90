"""What the user can set for health, under `[plugins.health.settings]` in config.toml."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class HealthSettings(BaseModel):
    """The settings of llmos-health."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    days: int = Field(
        default=30, ge=1, le=3650, description="How many days an answer covers if none are named."
    )
    baseline_days: int = Field(
        default=28,
        ge=7,
        le=180,
        description="How many days before and after an event its pulse is compared with.",
    )
    demanding_bpm: float = Field(
        default=8.0,
        ge=1,
        le=60,
        description="From which rise of the pulse on an event counts as demanding.",
    )
