"""How many labelled requests get all their arguments by rule, where the right tool is given.

    python benchmarks/filling.py [REQUESTS.jsonl TOOLS.toml] [--split report] [--plugin health]

With `--plugin` the tools are those of an installed plugin. No model runs: a request for which the
rules leave something open is counted apart, and is wrong here whatever a model would make of it.
`nox -s eval` measures the whole way.
"""

from __future__ import annotations

import argparse
import logging
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from llmos.calls import Request, ToolSpec
from llmos.errors import LlmosError
from llmos.router import Route, Router
from llmos.router.evaluating import figures, judge, read_labelled, read_tools
from llmos.tools import BoundTool

HERE = Path(__file__).parent / "understanding"
ZONE = ZoneInfo("Europe/Berlin")


class Unasked:
    """A model that must not be asked; it counts how often it was."""

    name = "nobody"

    def __init__(self) -> None:
        self.asked = 0

    def complete(self, **request: Any) -> dict[str, Any]:
        """Refuse."""
        self.asked += 1
        raise LlmosError("No model runs here.")

    def close(self) -> None:
        """Nothing is held."""


def installed(plugin: str) -> list[ToolSpec]:
    """The tools of this plugin, as its code declares them."""
    (entry,) = entry_points(group="llmos.plugins", name=plugin)
    return [BoundTool(plugin, declared).spec() for declared in entry.load().llmos_tools()]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("requests", nargs="?", type=Path, default=HERE / "requests.jsonl")
    parser.add_argument("tools", nargs="?", type=Path, default=HERE / "tools.toml")
    parser.add_argument("--split", default="report")
    parser.add_argument("--plugin")
    given = parser.parse_args()
    logging.disable(logging.ERROR)  # what is left open is counted below
    described = installed(given.plugin) if given.plugin else read_tools(given.tools)
    tools = {tool.name: tool for tool in described}
    engine, judged = Unasked(), []
    router = Router(engine)
    for label in read_labelled(given.requests, given.split):
        if label.tool is None:
            continue
        request = Request(label.request, label.now.replace(tzinfo=ZONE))
        try:
            call = router.fill(tools[label.tool], request, lambda call: None).call
        except Exception:  # whatever stops a request, it has no call
            call = None
        judged.append(judge(label, Route(call, 0, 0.0, question="" if call else "open")))
    found = figures(judged)
    print(f"{len(judged)} requests of the split {given.split}, the right tool given, no model")
    print(f"all arguments right by rule   {found.whole}")
    for kind, share in sorted(found.kinds.items()):
        print(f"  {kind:<28}{share}")
    print(f"left to a model               {engine.asked}")


if __name__ == "__main__":
    main()
