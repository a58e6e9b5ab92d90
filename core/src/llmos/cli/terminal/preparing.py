"""What would keep the first request waiting is done while the user sets things up anyway."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from llmos.kernel import Kernel


def prepare(kernel: Kernel) -> None:
    """Where somebody watches: let the model read now what people say for the tools, which may
    take minutes where its states of that were not shipped.

    Where no model is there yet, the first request says how to get one; Ctrl-C leaves it to that.
    """
    from llmos.cli.terminal.progress import watching
    from llmos.cli.terminal.screen import note
    from llmos.errors import EngineError, ModelError

    if not sys.stderr.isatty():
        return
    try:
        with watching() as watcher:
            kernel.prepare(watcher)
    except (EngineError, ModelError):
        return
    except KeyboardInterrupt:
        note("Left out; the first request will take longer.")
