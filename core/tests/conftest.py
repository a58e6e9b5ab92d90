"""Homes and plugins for the core's tests: real distributions on disk, found by their metadata."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from llmos.config import Home

GREETER = '''
"""A plugin that greets."""
from pathlib import Path
from typing import Annotated
from pydantic import Field
from llmos import Citation, Context, Permission, Result, Text, hookimpl, tool

class Greeting(Result):
    text: str
    def rendering(self):
        return [Text(self.text)]
    def citations(self):
        return [Citation("g1", "a greeting")]

@tool(needs=[Permission("profile:read")], examples=["say hello to Ada"])
def greet(ctx: Context, name: Annotated[str, Field(description="Whom to greet.")]) -> Greeting:
    """Greet one person by name."""
    (ctx.data / "greeted").write_text(name)
    return Greeting(text=f"Hello {name}, from {ctx.profile.name}!")

@hookimpl
def llmos_tools():
    return [greet]
'''
GREETER_MANIFEST = '''
id = "greeter"
api = 1
summary = "Greets people."
[permissions]
"profile:read" = "Sign the greeting with your name."
'''

Install = Callable[..., Path]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """An empty home that every command of the test uses."""
    folder = tmp_path / "home"
    monkeypatch.setenv("LLMOS_HOME", str(folder))
    return Home.at(folder)


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install a plugin for one test: its code, its manifest, and the metadata of a wheel.

    Only plugins installed by the test are found, so that what the developer has does not matter.
    """
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.setattr("llmos.plugins.discovery.GROUP", "llmos.test-plugins")

    def write(
        id: str = "greeter",
        code: str = GREETER,
        manifest: str | None = GREETER_MANIFEST,
        *,
        version: str = "1.0",
        distribution: str | None = None,
    ) -> Path:
        name = distribution or f"llmos-{id}"
        package = site / name.replace("-", "_")
        package.mkdir(exist_ok=True)
        (package / "__init__.py").write_text('"""A test plugin."""\n')
        (package / "plugin.py").write_text(dedent(code))
        if manifest is not None:
            (package / "plugin.toml").write_text(dedent(manifest))
        _write_metadata(site, name, version, id, package)
        return package

    yield write
    for module in [name for name in sys.modules if name.startswith("llmos_")]:
        sys.modules.pop(module)


def _write_metadata(site: Path, name: str, version: str, id: str, package: Path) -> None:
    for old in site.glob(f"{package.name}-*.dist-info"):
        for file in old.iterdir():
            file.unlink()
        old.rmdir()
    info = site / f"{package.name}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (info / "entry_points.txt").write_text(
        f"[llmos.test-plugins]\n{id} = {package.name}.plugin\n"
    )
    record = [f"{file}:{file.stat().st_size}:{file.stat().st_mtime_ns}" for file in package.iterdir()]
    (info / "RECORD").write_text("\n".join(record))
