"""Bars for long work, on the error output, gone when the work is done."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from llmos.events import Progress, Watcher, unwatched

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID


class Display:
    """A watcher that draws one bar for each piece of work, with rate and time left."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, progress: Progress) -> None:
        """Move the bar of this work."""
        from llmos.cli.terminal.inert import inert

        if progress.what not in self._tasks:
            for task in self._tasks.values():
                self._bars.update(task, visible=False)
            self._tasks[progress.what] = self._bars.add_task(
                inert(progress.what), total=progress.total, unit=inert(progress.unit)
            )
        self._bars.update(self._tasks[progress.what], completed=progress.done, total=progress.total)


@contextmanager
def watching() -> Iterator[Watcher]:
    """A watcher for the block: bars where a person looks, silence elsewhere."""
    if not sys.stderr.isatty():
        yield unwatched
        return
    # Imported here because most commands are over before a bar would be.
    from llmos.cli.terminal.bars import bars as new_bars

    bars = new_bars()
    _shown.append(bars)
    try:
        with bars:
            yield Display(bars)
    finally:
        _shown.remove(bars)


@contextmanager
def paused() -> Iterator[None]:
    """The bars step aside for the block, so that a question stands alone on the screen."""
    for bars in _shown:
        bars.stop()
    try:
        yield
    finally:
        for bars in _shown:
            bars.start()


_shown: list[Bars] = []
"""The bars on this process's one terminal."""
