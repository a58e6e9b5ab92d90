"""The sample home that every request gets afresh, always at the same place and the same moment."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from llmos.broker import Question
from llmos.calls import Request
from llmos.config import Home
from llmos.demo import build
from llmos.engines import Engine, open_engine
from llmos.errors import LlmosError
from llmos.kernel import Kernel
from planning.kept import KeptEngine

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
"""A Tuesday."""

_NOT_GRANTED = "network:connect"


class Agreeing:
    """A user who says yes to what is shown; what was shown is kept."""

    def __init__(self) -> None:
        self.confirmed: list[str] = []

    def ask(self, question: Question) -> str:
        """Everything is granted."""
        return "once"

    def confirm(self, question: Question) -> bool:
        """Yes."""
        self.confirmed.append(question.call.tool)
        return True

    def choose(self, *_: Any) -> None:
        """Nobody is there to choose among several."""
        return None

    def show(self, question: Question) -> None:
        """It is seen."""
        self.confirmed.append(question.call.tool)

    def hold(self, question: Question, seconds: int) -> None:
        """Nothing waits in a benchmark."""


class SampleHome:
    """Makes the home once and puts it back before each request.

    The model's answers are kept in the file `kept`, and its prompts beside it.
    """

    def __init__(self, folder: Path, kept: Path, *, model: bool = True) -> None:
        self._has_model = model
        self._prompts = kept.parent / "prompts"
        self._model: Engine | None = None
        self.home = Home.at(folder / "home")
        self._pristine = folder / "pristine"
        self._engine = KeptEngine(kept, self._opened)
        _stand_in_for_the_desktop(folder / "bin")
        sample = build(self.home.config / "life", NOW)
        with self.kernel() as kernel:
            kernel.adopt(sample.profile, sample.time_zone, sample.sources)
            for plugin in kernel.inventory.plugins.values():
                _grant(kernel, plugin.id, plugin.manifest.permissions)
                kernel.index(plugin.id)
        shutil.copytree(self.home.config, self._pristine)

    @property
    def life(self) -> Path:
        """The folder with the mail, calendars and documents."""
        return self.home.config / "life"

    def fresh(self) -> None:
        """Put everything back as it was; what was learnt about the tools' phrases stays."""
        kept = self.home.cache / "phrases"
        if kept.exists():
            shutil.copytree(
                kept, self._pristine / kept.relative_to(self.home.config), dirs_exist_ok=True
            )
        shutil.rmtree(self.home.config)
        shutil.copytree(self._pristine, self.home.config)

    def kernel(self, asker: Agreeing | None = None) -> Kernel:
        """A kernel on the home as it stands."""
        return Kernel(self.home, asker=asker, engines=lambda: self._engine)

    def _opened(self) -> Engine | None:
        if self._model is None and self._has_model:
            from llmos.config import read_config

            self._model = open_engine(read_config(self.home).engine, self._prompts)
        return self._model


def asked(text: str) -> Request:
    """A request of the user's at that moment."""
    return Request(text, NOW)


def _stand_in_for_the_desktop(folder: Path) -> None:
    """Something that opens any file and shows nothing, so that opening one needs no screen."""
    folder.mkdir()
    opener = folder / "xdg-open"
    opener.write_text("#!/bin/sh\n")
    opener.chmod(0o700)
    os.environ["PATH"] = f"{folder}{os.pathsep}{os.environ['PATH']}"
    os.environ.setdefault("DISPLAY", ":none")


def _grant(kernel: Kernel, plugin: str, permissions: Any) -> None:
    for name in permissions:
        if name == _NOT_GRANTED:
            continue
        try:
            kernel.grant(plugin, name)
        except LlmosError:
            continue  # it has no source of that kind
