"""Homes and plugins for the core's tests: real distributions on disk, found by their metadata."""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent, indent

import pytest

from llmos.broker import Asker, Choice, Question
from llmos.config import Home
from llmos.engines import Engine
from llmos.errors import Cancelled
from llmos.installed import Description, Plugin
from llmos.kernel import Kernel
from llmos.plugins import discover
from llmos.plugins.describing import Descriptions
from llmos.runner.loading import load

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
GREETER_MANIFEST = """
id = "greeter"
api = 1
summary = "Greets people."
[permissions]
"profile:read" = "Sign the greeting with your name."
"""

PROBE = '''
"""A plugin whose one tool does what a test wants to see done."""
import os, sys
from pathlib import Path
from typing import Any
from llmos import *

class Found(Result):
    value: Any = None

@tool(needs=[{needs}])
def look(ctx: Context, at: str = "") -> Found:
    """Look around."""
{body}

@hookimpl
def llmos_tools():
    return [look]
'''

Install = Callable[..., Path]
Probe = Callable[..., Path]
OpenKernel = Callable[..., Kernel]


class Answering:
    """A user who gives these answers and remembers what was asked."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.questions: list[Question] = []
        self.shown: list[Question] = []
        self.held: list[int] = []
        self.choices: list[Choice] = []

    def ask(self, question: Question) -> str:
        self.questions.append(question)
        return self.answers.pop(0)

    def confirm(self, question: Question) -> bool:
        return self.ask(question) == "yes"

    def show(self, question: Question) -> None:
        self.shown.append(question)

    def hold(self, question: Question, seconds: int) -> None:
        self.held.append(seconds)
        if self.answers[:1] == ["take back"]:
            raise Cancelled("Taken back.")

    def choose(self, choice: Choice) -> int | None:
        self.choices.append(choice)
        answer = self.answers.pop(0)
        return int(answer) if answer else None


@pytest.fixture
def answering() -> type[Answering]:
    """Makes a user who is at the terminal."""
    return Answering


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """An empty home that every command of the test uses."""
    folder = tmp_path / "home"
    monkeypatch.setenv("LLMOS_HOME", str(folder))
    return Home.at(folder)


@pytest.fixture
def open_kernel(home: Home) -> Iterator[OpenKernel]:
    """Opens kernels that have no model and, unless an asker is given, nobody to ask."""
    opened: list[Kernel] = []

    def open_one(asker: Asker | None = None) -> Kernel:
        opened.append(Kernel(home, asker=asker, engines=_no_engine))
        return opened[-1]

    yield open_one
    for kernel in opened:
        kernel.close()


@pytest.fixture
def kernel(open_kernel: OpenKernel) -> Kernel:
    """A kernel with nobody to ask."""
    return open_kernel()


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install a plugin for one test: its code, its manifest, and the metadata of a wheel.

    Only plugins installed by the test are found, so that what the developer has does not matter.
    An editable install has its package in another folder, which a .pth file names.
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
        editable: bool = False,
    ) -> Path:
        name = distribution or f"llmos-{id}"
        package = (tmp_path / "checkout" if editable else site) / name.replace("-", "_")
        package.mkdir(parents=True, exist_ok=True)
        (package / "__init__.py").write_text('"""A test plugin."""\n')
        (package / "plugin.py").write_text(dedent(code))
        if manifest is not None:
            (package / "plugin.toml").write_text(dedent(manifest))
        info = _write_metadata(site, name, version, id, package)
        if editable:
            _make_editable(info, package)
            monkeypatch.syspath_prepend(str(package.parent))
        return package

    before = set(sys.modules)
    yield write
    for module in [name for name in sys.modules if name.startswith("llmos_")]:
        if module not in before:
            sys.modules.pop(module)


@pytest.fixture
def remember(home: Home) -> Callable[[], None]:
    """Describe what is installed now, as a run before this one would have.

    It happens in this process, which costs next to nothing; the code is the test's own.
    """

    def describe(plugin: Plugin) -> Description:
        sys.modules.pop(plugin.module, None)
        return load(plugin.id, plugin.module).describe()

    def remember_all() -> None:
        Descriptions(home.cache / "plugins.json", describe).of(discover().plugins.values())

    return remember_all


@pytest.fixture
def probe(install: Install) -> Probe:
    """Install a plugin whose tool `<id>.look` has the given body, and says what it needs.

    The plugin's manifest may ask for more than that tool needs.
    """

    def write(
        body: str, *needs: str, id: str = "probe", asks: tuple[str, ...] = (), sources: str = ""
    ) -> Path:
        permissions = "".join(f'"{name}" = "To look at {name}."\n' for name in (*needs, *asks))
        start = f'id = "{id}"\napi = 1\nsummary = "Looks around."\n'
        manifest = f"{start}[permissions]\n{permissions}{sources}"
        code = PROBE.format(
            needs=", ".join(f'Permission("{name}")' for name in needs),
            body=indent(dedent(body), "    "),
        )
        return install(id, code, manifest)

    return write


def _no_engine() -> Engine:
    raise AssertionError("this test needs no model")


def _write_metadata(site: Path, name: str, version: str, id: str, package: Path) -> Path:
    for old in site.glob(f"{package.name}-*.dist-info"):
        for file in old.iterdir():
            file.unlink()
        old.rmdir()
    info = site / f"{package.name}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (info / "entry_points.txt").write_text(f"[llmos.test-plugins]\n{id} = {package.name}.plugin\n")
    (info / "RECORD").write_text("".join(_recorded(site, file) for file in package.iterdir()))
    return info


def _recorded(site: Path, file: Path) -> str:
    content = file.read_bytes()
    hash = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    path = file.relative_to(site) if file.is_relative_to(site) else file
    return f"{path},sha256={hash},{len(content)}\n"


def _make_editable(info: Path, package: Path) -> None:
    origin = {"url": package.parent.as_uri(), "dir_info": {"editable": True}}
    (info / "direct_url.json").write_text(json.dumps(origin))
    (info / "RECORD").write_text(f"_{package.name}.pth,,\n")
    (info.parent / f"_{package.name}.pth").write_text(f"{package.parent}\n")
