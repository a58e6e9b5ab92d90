"""Writing moments as Apple does: local time with the offset that holds then."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_QUARTER = 900
"""All zones change their offset on a quarter of an hour."""


class LocalClock:
    """Turns seconds since 1970 into `2026-03-01 07:30:00 +0100`, and days into seconds."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self._quarters: dict[int, tuple[str, int, str]] = {}

    def written(self, moment: int) -> str:
        """The moment as an export writes it."""
        quarter, rest = divmod(moment, _QUARTER)
        known = self._quarters.get(quarter)
        if known is None:
            known = self._quarters[quarter] = self._quarter(quarter)
        hour, minute, offset = known
        return f"{hour}:{minute + rest // 60:02}:{rest % 60:02} {offset}"

    def moment(self, day: date, hours: float) -> int:
        """That many hours by the clock on the wall after midnight of a day."""
        midnight = datetime.combine(day, time(), self.zone)
        return int((midnight + timedelta(hours=hours)).timestamp())

    def _quarter(self, quarter: int) -> tuple[str, int, str]:
        local = datetime.fromtimestamp(quarter * _QUARTER, UTC).astimezone(self.zone)
        return f"{local:%Y-%m-%d %H}", local.minute, f"{local:%z}"
