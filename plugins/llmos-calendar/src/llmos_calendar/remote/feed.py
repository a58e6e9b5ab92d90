"""A feed: one calendar file that somebody publishes, fetched anew only if it has changed."""

from __future__ import annotations

import json
from pathlib import Path

from llmos import Context, ToolError
from llmos_calendar.remote.caldav_account import wire
from llmos_calendar.remote.mirror import Mirror
from llmos_calendar.settings import Account

_MARKS = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}


def fetch(ctx: Context, account: Account, folder: Path) -> None:
    """Fetch the feed into its folder."""
    session = wire(ctx, account)
    url = account.url.replace("webcal://", "https://", 1)
    try:
        answer = session.request("GET", url, headers=_conditions(folder))
    finally:
        session.close()
    if answer.status_code == 304:
        return
    if answer.status_code != 200 or b"BEGIN:VCALENDAR" not in answer.content[:4096].upper():
        raise ToolError(
            f"The feed {account.name} gives no calendar (answer {answer.status_code}).",
            hint="Check its address in config.toml.",
        )
    Mirror.write(folder / f"{account.name}.ics", answer.content)
    marks = {sent: answer.headers.get(told) for told, sent in _MARKS.items()}
    Mirror.write(folder / "marks.json", json.dumps(marks).encode())


def _conditions(folder: Path) -> dict[str, str]:
    try:
        marks = json.loads((folder / "marks.json").read_text("utf-8"))
        return {str(name): str(value) for name, value in marks.items() if value}
    except (OSError, ValueError, AttributeError):
        return {}
