"""The sample home that every request gets afresh, always at the same place and the same moment."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from llmos.broker import Question
from llmos.calls import Request
from llmos.config import Home
from llmos.demo import build
from llmos.engines import Engine, Scorer, open_engine
from llmos.errors import EngineError, LlmosError
from llmos.kernel import Kernel
from llmos.router import Router
from planning.kept import KeptRouter

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


class Kept:
    """An engine that outlives the kernels that use it."""

    def __init__(self, engine: Engine) -> None:
        assert isinstance(engine, Scorer)
        self._engine = engine
        self.name = engine.name
        self.complete = engine.complete
        self.score = engine.score

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def close(self) -> None:
        """It is still needed."""


class _Later:
    """An engine that is opened when the model is really asked."""

    name = "the model"

    def __init__(self, engines: Callable[[], Engine]) -> None:
        self._engines = engines

    def close(self) -> None:
        """It is still needed."""

    def complete(self, **request: Any) -> dict[str, Any]:
        """What the engine completes."""
        return self._engines().complete(**request)

    def score(self, *asked: Any) -> list[float]:
        """What the engine finds likely."""
        return self._engines().score(*asked)  # type: ignore[attr-defined,no-any-return]  # it scores


class SampleHome:
    """Makes the home once and puts it back before each request."""

    def __init__(self, folder: Path, kept: Path | None = None, *, model: bool = True) -> None:
        self._kept = kept
        self._has_model = model
        self.home = Home.at(folder / "home")
        self._pristine = folder / "pristine"
        self._engine: Kept | None = None
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
        kernel = Kernel(self.home, asker=asker, engines=self._open)  # type: ignore[arg-type]
        if self._kept is not None:
            # Both are filled before the kernel makes its own.
            later = kernel.__dict__["_engine"] = _Later(self._open)
            router = Router(later, kept=self.home.cache / "phrases")
            kernel.__dict__["_router"] = KeptRouter.around(router, self._kept)
        return kernel

    def _open(self) -> Engine:
        if not self._has_model:
            raise EngineError("The model is left out of this run.")
        if self._engine is None:
            from llmos.config import read_config

            engine = read_config(self.home).engine
            beside = self._kept.parent if self._kept else self.home.cache
            self._engine = Kept(open_engine(engine, beside / "prompts"))
        return self._engine  # type: ignore[return-value]  # it hands on what the protocol names


def asked(text: str) -> Request:
    """A request of the user's at that moment."""
    return Request(text, NOW)


def _grant(kernel: Kernel, plugin: str, permissions: Any) -> None:
    for name in permissions:
        if name == _NOT_GRANTED:
            continue
        try:
            kernel.grant(plugin, name)
        except LlmosError:
            continue  # it has no source of that kind
