"""What the user can set for mail, under `[plugins.mail.settings]` in config.toml."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class MailSettings(BaseModel):
    """The settings of llmos-mail."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    follow_up_days: int = Field(
        default=60, ge=1, le=3650, description="How many days back follow-ups are looked for."
    )
