"""Write what the default model makes of all phrases of this repository, to be shipped with them.

    python benchmarks/states.py

What the files hold already is not read again. A plugin's are written by `llmos plugins learn`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from llmos.config import EngineConfig
from llmos.engines import Inspectable, open_engine
from llmos.models import default
from llmos.router import elsewhere, of_tool, ship
from llmos.router.evaluating import read_tools
from llmos.router.states import SHIPPED

HERE = Path(__file__).parent / "understanding"
PLUGINS = sorted(path.name for path in (Path(__file__).parents[1] / "plugins").iterdir())


def main() -> None:
    """First what belongs elsewhere, then the described tools, then each plugin's."""
    engine = open_engine(EngineConfig("llama_cpp", default("language").id))
    assert isinstance(engine, Inspectable)
    tools = read_tools(HERE / "tools.toml")
    print(ship(engine, elsewhere().phrases(), SHIPPED))
    print(ship(engine, [phrase for tool in tools for phrase in of_tool(tool)], HERE))
    engine.close()
    for name in PLUGINS:
        llmos = Path(sys.executable).with_name("llmos")
        command = [str(llmos), "plugins", "learn", name.removeprefix("llmos-")]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
