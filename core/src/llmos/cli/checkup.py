"""The checks of `llmos doctor`. Each looks at one part and never stops the others."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Literal

from llmos.errors import LlmosError
from llmos.kernel import Kernel


@dataclass(frozen=True)
class Finding:
    """What was found about one part."""

    part: str
    state: Literal["good", "note", "fails"]
    words: str


def checkup(kernel: Kernel) -> list[Finding]:
    """Look at everything."""
    parts: dict[str, Callable[[Kernel], Iterator[Finding]]] = {
        "machine": _machine,
        "confinement": _confinement,
        "home": _home,
        "engine": _engine,
        "model": _models,
        "plugins": _plugins,
        "sources": _sources,
    }
    return [finding for part, look in parts.items() for finding in _looked(part, look, kernel)]


def _looked(
    part: str, look: Callable[[Kernel], Iterator[Finding]], kernel: Kernel
) -> Iterator[Finding]:
    try:
        yield from look(kernel)
    except LlmosError as error:
        yield Finding(part, "fails", f"{error.message} {error.hint}".strip())


def _machine(kernel: Kernel) -> Iterator[Finding]:
    words = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    yield Finding("machine", "good", words)


def _confinement(kernel: Kernel) -> Iterator[Finding]:
    from llmos.sandbox import tier

    found = tier()
    if found.enforced:
        yield Finding("confinement", "good", found.summary)
        return
    words = (
        f"{found.summary} Plugins do not start here. One whose authors you trust with all that you "
        f"can reach yourself starts if {kernel.home.config_file} names its distribution, such as "
        '[unconfined] plugins = ["llmos-mail"]'
    )
    named = kernel.config.unconfined.plugins
    yield Finding("confinement", "note" if named else "fails", words)
    for name in named:
        yield Finding("confinement", "note", f"{name} runs unconfined, because you said so")


def _home(kernel: Kernel) -> Iterator[Finding]:
    kept = len(kernel.grants.all())
    yield Finding("home", "good", f"{kernel.home.data} ({kept} answers kept)")


def _engine(kernel: Kernel) -> Iterator[Finding]:
    engine = kernel.config.engine
    if engine.kind == "openai":
        yield Finding("engine", "note", f"your own server at {engine.url}")
        return
    missing = [name for name in ("llama_cpp", "instructor") if find_spec(name) is None]
    if missing:
        how = 'pip install "llmos[local]" (needs a C++ compiler)'
        yield Finding("engine", "fails", f"not installed: {', '.join(missing)}. {how}")
    else:
        yield Finding("engine", "good", "llama.cpp in this process")


def _models(kernel: Kernel) -> Iterator[Finding]:
    from llmos.models import Library

    if kernel.config.engine.kind == "openai":
        return
    path = Library().find(kernel.config.engine.model)
    yield Finding("model", "good", f"{path} ({path.stat().st_size / 1e9:.2f} GB)")


def _plugins(kernel: Kernel) -> Iterator[Finding]:
    inventory = kernel.inventory
    for id, plugin in inventory.plugins.items():
        tools = len(inventory.descriptions[id].tools)
        yield Finding(f"plugin {id}", "good", f"{plugin.version}, {tools} tools")
    for gone in inventory.set_aside:
        yield Finding(f"plugin {gone.name}", "fails", gone.reason)
    if not inventory.plugins:
        yield Finding("plugins", "note", "none is installed; try pip install llmos-mail")
    yield from _startup_files()


def _startup_files() -> Iterator[Finding]:
    """Wheels that run code at every start of Python; workers do not, but everything else does."""
    from importlib_metadata import distributions

    from llmos.plugins.discovery import GROUP

    for distribution in distributions():
        names = [str(file) for file in distribution.files or () if str(file).endswith(".pth")]
        if names and any(entry.group == GROUP for entry in distribution.entry_points):
            words = f"{', '.join(names)} is read at every start of {sys.executable}"
            yield Finding(f"{distribution.name} start-up file", "note", words)


def _sources(kernel: Kernel) -> Iterator[Finding]:
    for id in kernel.inventory.plugins:
        for source in kernel.config.plugin(id).sources:
            there = source.path.exists()
            words = f"{source.path} ({source.kind})" + ("" if there else " is not there")
            yield Finding(f"source of {id}", "good" if there else "fails", words)
