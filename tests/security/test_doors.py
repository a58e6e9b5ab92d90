"""Every way into the kernel passes the one place that decides, and a new way must be listed."""

from __future__ import annotations

import ast
import inspect
import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

import llmos.cli
from llmos.calls import Call
from llmos.cli.app import app
from llmos.config import Home
from llmos.engines import ScriptedEngine
from llmos.errors import PermissionDenied
from llmos.kernel import Kernel
from llmos.runner import NoServices, Services
from llmos.runner.messages import Extract, Write

PERMISSION = "contacts:read"
NETWORK = "network:connect"
OPEN = "files:open"
CODE = '''
from llmos import Context, Permission, Result, hookimpl, tool

class Found(Result):
    text: str = ""

@tool(needs=[Permission("contacts:read")], examples=["who is Ada"])
def look(ctx: Context) -> Found:
    """Look somebody up."""
    (ctx.data / "ran").touch()
    return Found(text="Ada")

@tool()
def through(ctx: Context) -> Found:
    """Ask the other plugin."""
    return Found(text=ctx.call("book.look")["text"])

@tool(needs=[Permission("files:open")])
def present(ctx: Context) -> Found:
    """Show a card."""
    ctx.open(ctx.data)
    return Found()

@tool()
def dial(ctx: Context) -> Found:
    """Reach a server."""
    ctx.connect("localhost", 1)
    return Found()

@hookimpl
def llmos_tools():
    return [look, through, present, dial]

@hookimpl
def llmos_index():
    return look

@hookimpl
def llmos_inspect():
    return look

@hookimpl
def llmos_status():
    return look

@hookimpl
def llmos_due():
    return look

@hookimpl
def llmos_undo():
    return look

@hookimpl
def llmos_wait():
    return look
'''
MANIFEST = """
id = "{id}"
api = 1
summary = "An address book."
[permissions]
"contacts:read" = "To look people up."
"network:connect" = "To fetch them."
"files:open" = "To show them."
[sources.folder]
permission = "contacts:read"
summary = "A folder of cards."
entries = ["cards"]
"""

Door = Callable[[Kernel, Path], object]


def in_the_kernel(tool: str) -> Door:
    return lambda kernel, cards: kernel.call(kernel.request("", door="test"), Call(tool))


def on_the_command_line(*arguments: str) -> Door:
    return lambda kernel, cards: app([*arguments], standalone_mode=False)


def after_an_effect(undo: Door) -> Door:
    """The door, when there is something that it could take back."""

    def open_door(kernel: Kernel, cards: Path) -> object:
        kernel.undos.keep(kernel.inventory.plugin("book"), "book.look", {})
        return undo(kernel, cards)

    return open_door


def in_the_chat(line: str) -> None:
    before, sys.stdin = sys.stdin, io.StringIO(f"{line}\n")
    try:
        app(["chat"], standalone_mode=False)
    finally:
        sys.stdin = before


DOORS: dict[str, Door] = {
    "Kernel.ask": lambda kernel, cards: kernel.ask(kernel.request("who is Ada", door="test")),
    "Kernel.call": in_the_kernel("book.look"),
    "Kernel.due": lambda kernel, cards: kernel.due("book"),
    "Kernel.index": lambda kernel, cards: kernel.index("book"),
    "Kernel.inspect": lambda kernel, cards: kernel.inspect("book"),
    "Kernel.status": lambda kernel, cards: kernel.status("book"),
    "Kernel.undo": after_an_effect(lambda kernel, cards: kernel.undo()),
    "Kernel.wait": lambda kernel, cards: kernel.wait("book"),
    "Services.call": in_the_kernel("caller.through"),
    "Services.connect": in_the_kernel("caller.dial"),
    "Services.open": in_the_kernel("caller.present"),
    "llmos ask": on_the_command_line("ask", "who is Ada"),
    "llmos chat": lambda kernel, cards: in_the_chat("who is Ada"),
    "llmos call": on_the_command_line("call", "book.look"),
    "llmos index": on_the_command_line("index", "book"),
    "llmos undo": after_an_effect(on_the_command_line("undo")),
    "llmos remind": on_the_command_line("remind", "--due"),
    "llmos setup": lambda kernel, cards: app(
        ["setup", "--book", str(cards)], standalone_mode=False
    ),
}

_OWN = ("check", "secret", "extract", "write", "embed", "embeds", "choose")
ITS_OWN = {f"Services.{name}" for name in _OWN}
"""What opens nothing of others: a plugin's own secrets, and the model, which reads only what a tool
that may run gives it and has no tools itself, and a question to the user, who may not answer."""


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    """The source of both plugins."""
    folder = tmp_path / "address book"
    (folder / "cards").mkdir(parents=True)
    return folder


@pytest.fixture
def kernel(tmp_path: Path, cards: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kernel]:
    """Two plugins of the same kind, nothing granted, nobody to ask, a model that always calls."""
    monkeypatch.setenv("LLMOS_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("llmos.plugins.discovery.GROUP", "llmos.test-plugins")
    monkeypatch.setattr("llmos.cli.door._engine", lambda home: engine())
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    for id in ("book", "caller"):
        install(tmp_path / "site", id)
    with Kernel(Home.at(tmp_path / "home"), asker=None, engines=engine) as kernel:
        for id in ("book", "caller"):
            kernel.add_source(id, cards)
        yield kernel


def install(site: Path, id: str) -> None:
    package, info = site / f"llmos_{id}", site / f"llmos_{id}-1.0.dist-info"
    for folder in (package, info):
        folder.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "plugin.py").write_text(CODE)
    (package / "plugin.toml").write_text(MANIFEST.format(id=id))
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: llmos-{id}\nVersion: 1.0\n")
    entry = f"[llmos.test-plugins]\n{id} = llmos_{id}.plugin\n"
    (info / "entry_points.txt").write_text(entry)
    (info / "RECORD").touch()


def engine() -> ScriptedEngine:
    return ScriptedEngine([{"call": {"tool": "book.look", "arguments": {}}}])


@pytest.mark.parametrize("name", DOORS)
def test_a_door_lets_nothing_through_that_is_not_granted(
    kernel: Kernel, cards: Path, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    if name in ("Kernel.ask", "llmos ask", "llmos chat"):
        pytest.importorskip("instructor", reason="routing needs llmos[local]")
    words = refusal(DOORS[name], kernel, cards) or capfd.readouterr().err
    permission = {"Services.connect": NETWORK, "Services.open": OPEN}.get(name, PERMISSION)
    plugin = "caller" if name.startswith("Services") else "book"
    assert f"llmos permissions grant {plugin} {permission}" in words
    entries = kernel.ledger.entries()
    refused = [entry for entry in entries if entry.outcome == "refused"]
    assert [entry.permissions for entry in refused] == [(permission,)]
    assert not [entry for entry in entries if entry.outcome == "done"]
    assert not list(kernel.home.data.rglob("ran"))


def refusal(door: Door, kernel: Kernel, cards: Path) -> str:
    """What the door raised; empty if it said it and went on, as `llmos setup` does."""
    try:
        door(kernel, cards)
    except PermissionDenied as denied:
        return denied.hint
    return ""


def test_the_same_doors_open_once_it_is_granted(kernel: Kernel, cards: Path) -> None:
    for id in ("book", "caller"):
        kernel.grant(id, PERMISSION)
    for name in ("Kernel.call", "Kernel.index", "Kernel.inspect", "Services.call", "llmos call"):
        DOORS[name](kernel, cards)
    assert {entry.outcome for entry in kernel.ledger.entries()} == {"done"}
    assert list(kernel.home.data.rglob("ran"))


def test_no_door_is_missing_from_this_list() -> None:
    methods = _doors_of_the_kernel()
    found = {f"Kernel.{name}" for name in methods}
    found |= {f"Services.{name}" for name in vars(Services) if not name.startswith("_")}
    found |= {f"llmos {name}" for name in _commands_that_use(methods)}
    assert found == set(DOORS) | ITS_OWN


def test_neither_secrets_nor_the_model_serve_a_plugin_that_may_not_run() -> None:
    read, written = Extract(1, {}, "", ""), Write(1, "", "", 1)
    for asked in (lambda s: s.extract(read), lambda s: s.write(written), lambda s: s.embeds()):
        with pytest.raises(PermissionDenied):
            asked(NoServices())
    for asked in (lambda s: s.embed(["x"]), lambda s: s.secret("imap")):
        with pytest.raises(PermissionDenied):
            asked(NoServices())


def _doors_of_the_kernel() -> set[str]:
    """The public methods of the kernel that come to run a tool, by themselves or through others."""
    tree = ast.parse(dedent(inspect.getsource(Kernel)))
    uses = {
        function.name: {node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute)}
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
    }
    doors = {"run", "_declared"}  # all that plugins declare besides tools is run by the latter
    while more := {name for name, used in uses.items() if used & doors} - doors:
        doors |= more
    return {name for name in doors & set(uses) if not name.startswith("_")}


def _commands_that_use(methods: set[str]) -> set[str]:
    """The commands, by file, in which a door of a kernel is named."""
    folder = Path(llmos.cli.__file__).parent
    return {file.stem for file in folder.glob("*.py") if methods & _asked_of_a_kernel(file)}


def _asked_of_a_kernel(file: Path) -> set[str]:
    return {
        node.attr
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "kernel"
    }
