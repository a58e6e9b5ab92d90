"""As many tools as wanted, and requests for those among them that are described."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from llmos.calls import Request, ToolSpec
from llmos.router.evaluating import read_labelled, read_tools

HERE = Path(__file__).resolve().parents[1] / "understanding"
NOW = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Europe/Berlin"))
DESCRIBED = 25  # of these the requests are, however many tools there are


def tools(count: int) -> list[ToolSpec]:
    """The first 25 described tools, and made-up ones up to `count`."""
    found = read_tools(HERE / "tools.toml")[: min(count, DESCRIBED)]
    return [*found, *(_crate(number) for number in range(count - len(found)))]


def requests(count: int) -> list[Request]:
    """Requests for the described tools, spread over the labelled set that is tuned on."""
    names = {tool.name for tool in tools(DESCRIBED)}
    rows = [row for row in read_labelled(HERE / "requests.jsonl", "tune") if row.tool in names]
    step = max(1, len(rows) // count)
    return [Request(row.request, NOW) for row in rows[::step][:count]]


def _crate(number: int) -> ToolSpec:
    depot = number % 40
    shelf = {"type": "string", "description": "Where it goes."}
    return ToolSpec(
        f"depot{depot}.crate_{number}",
        f"depot{depot}",
        f"Move crate {number} of depot {depot} to another shelf.",
        {"type": "object", "properties": {"shelf": shelf}, "required": ["shelf"]},
        (),
        examples=(f"put crate {number} on the upper shelf of depot {depot}",),
    )
