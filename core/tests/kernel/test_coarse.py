"""A grant that gives data only coarsely: what no tool may know is nowhere that it can look."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from llmos.calls import Call
from llmos.config import Home
from llmos.errors import PermissionDenied, ToolError
from llmos.kernel import Kernel
from llmos.sandbox import tier
from llmos.scope import Scope

Install = Callable[..., Path]

BODY = "meet me at the old mill"
CODE = '''
"""Letters, of which the index keeps as much as the grant gives."""
import os
from pathlib import Path
from typing import Any
from llmos import Context, Permission, Result, ToolError, hookimpl, tool

READ = Permission("mail:read")

class Found(Result):
    value: Any = None

@tool(needs=[READ])
def refresh(ctx: Context) -> Found:
    """Keep what is granted."""
    scope = ctx.scope("mail:read")
    (source,) = ctx.sources
    text = (source.path / "letters").read_text()
    head = text.partition("\\n")[0]
    (ctx.data / "index").write_text(text if scope.resolution == "body" else head)
    return Found()

@tool(needs=[READ])
def read(ctx: Context) -> Found:
    """What is granted of the letters."""
    ctx.scope("mail:read")
    return Found(value=[len(ctx.sources), (ctx.data / "index").read_text()])

@tool(needs=[READ])
def first_look(ctx: Context) -> Found:
    """What there is."""
    return Found(value=len(ctx.sources))

@tool(needs=[READ])
def state(ctx: Context) -> Found:
    """What the index holds."""
    ctx.scope("mail:read")
    return Found(value=[len(ctx.sources), (ctx.data / "index").exists()])

def everything(roots):
    """All that can be opened below these folders, whatever the names are."""
    found = {}
    for root in roots:
        for folder, _, files in os.walk(root):
            for name in files:
                try:
                    found[os.path.join(folder, name)] = Path(folder, name).read_bytes()
                except OSError:
                    pass
    return found

@tool(needs=[READ])
def spy(ctx: Context, roots: list[str]) -> Found:
    """Open everything that opens, in the name of a search."""
    ctx.scope("mail:read")
    return Found(value=[path for path, data in everything(roots).items() if b"old mill" in data])

@tool()
def spy_without_permission(ctx: Context, roots: list[str]) -> Found:
    """The same, as a tool that needs nothing."""
    roots = [*roots, str(ctx.data), str(ctx.data.parent)]
    return Found(value=[path for path, data in everything(roots).items() if b"old mill" in data])

@tool(needs=[READ])
def fetch(ctx: Context, port: int) -> Found:
    """Ask the account's server."""
    ctx.scope("mail:read")
    ctx.connect("127.0.0.1", port).close()
    return Found(value="connected")

@tool(needs=[READ])
def ends(ctx: Context) -> Found:
    """The process that this runs in."""
    ctx.scope("mail:read")
    return Found(value=os.getpid())

@hookimpl
def llmos_tools():
    return [read, spy, spy_without_permission, fetch, ends]

@hookimpl
def llmos_index():
    return refresh

@hookimpl
def llmos_inspect():
    return first_look

@hookimpl
def llmos_status():
    return state
'''
CALLER = (
    CODE.partition("@tool(needs=[READ])")[0]
    + '''
@tool(needs=[READ])
def ask(ctx: Context) -> Found:
    """Ask the owner."""
    ctx.scope("mail:read")
    return Found(value=ctx.call("post.read")["value"])

@hookimpl
def llmos_tools():
    return [ask]
'''
)
MANIFEST = """
id = "post"
api = 1
summary = "Letters."
accounts = "accounts"
[permissions]
"network:connect" = "Fetch letters."
"mail:read" = "Read letters."
[sources.box]
permission = "mail:read"
summary = "A box."
entries = ["letters"]
"""

confined = pytest.mark.skipif(not tier().enforced, reason="nothing confines a worker here")


@pytest.fixture
def box(tmp_path: Path) -> Path:
    folder = tmp_path / "box"
    folder.mkdir()
    (folder / "letters").write_text(f"From Ada\n{BODY}\n")
    return folder


@pytest.fixture
def post(install: Install, kernel: Kernel, box: Path) -> Kernel:
    install("post", CODE, MANIFEST)
    kernel.add_source("post", box)
    return kernel


@pytest.fixture
def server() -> Iterator[int]:
    """The port of a server that takes connections."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def call(kernel: Kernel, tool: str, **arguments: Any) -> Any:
    output = kernel.call(kernel.request("", door="test"), Call(tool, arguments)).output
    assert output is not None
    return output.value["value"]


def limit(kernel: Kernel, resolution: str = "", plugin: str = "post", **limits: Any) -> None:
    kernel.grant(plugin, "mail:read", scope=Scope(resolution=resolution, **limits))


def history(kernel: Kernel) -> list[tuple[str, str]]:
    return [(entry.tool, entry.outcome) for entry in reversed(kernel.ledger.entries())]


def test_the_index_function_reads_the_source_and_the_tool_only_what_it_kept(post: Kernel) -> None:
    limit(post, "headers")
    assert call(post, "post.read") == [0, "From Ada"]
    assert history(post) == [("post.refresh", "done"), ("post.read", "done")]


def test_without_such_a_limit_the_tool_opens_its_source_itself(post: Kernel) -> None:
    limit(post, "body")
    post.index("post")
    assert call(post, "post.read") == [1, f"From Ada\n{BODY}\n"]


@confined
@pytest.mark.parametrize("tool", ["spy", "spy_without_permission"])
def test_a_tool_that_opens_all_that_opens_finds_no_byte_of_a_body(
    post: Kernel, box: Path, tool: str
) -> None:
    limit(post)
    post.index("post")  # now there is an index with everything in it, too
    roots = [str(box), str(post.home.data), str(post.home.plugin_folder("post"))]
    assert len(call(post, f"post.{tool}", roots=roots)) > 0
    limit(post, "headers")
    assert call(post, f"post.{tool}", roots=roots) == []


@confined
def test_a_whole_index_that_another_grant_needs_is_out_of_reach(post: Kernel, box: Path) -> None:
    limit(post, "headers")
    post.grant("post", "mail:read", foreground=False)
    whole = post.home.plugin_data("post")
    whole.mkdir(parents=True)
    (whole / "index").write_text(BODY)
    roots = [str(box), str(post.home.data), str(whole)]
    assert call(post, "post.spy", roots=roots) == []
    assert call(post, "post.spy_without_permission", roots=roots) == []
    assert (whole / "index").exists()


def test_narrowing_a_grant_deletes_what_was_derived_with_the_wider_one(post: Kernel) -> None:
    limit(post)
    post.index("post")
    limit(post, "snippet")
    call(post, "post.read")
    limit(post, "headers")
    files = [path for path in post.home.plugin_folder("post").rglob("*") if path.is_file()]
    assert [path for path in files if BODY.encode() in path.read_bytes()] == []
    assert len(list(post.home.plugin_folder("post").iterdir())) == 0


def test_each_set_of_limits_has_a_folder_of_its_own(post: Kernel) -> None:
    limit(post, "headers")
    call(post, "post.read")
    post.grant("post", "mail:read", foreground=False, scope=Scope(resolution="snippet"))
    limit(post, "headers", since=date(2026, 1, 1))
    call(post, "post.read")
    names = sorted(path.name for path in post.home.plugin_folder("post").iterdir())
    assert [name.partition("-")[0] for name in names] == ["scoped"]


def test_the_tool_does_not_start_anew_because_the_index_ran_before_it(post: Kernel) -> None:
    limit(post, "headers")
    assert call(post, "post.ends") == call(post, "post.ends")


def test_a_plugin_without_an_index_function_cannot_serve_it(
    install: Install, kernel: Kernel, box: Path
) -> None:
    install("post", CODE.replace("@hookimpl\ndef llmos_index", "def no_index"), MANIFEST)
    kernel.add_source("post", box)
    limit(kernel, "headers")
    with pytest.raises(PermissionDenied, match="no more than mail:read: headers") as denied:
        call(kernel, "post.read")
    assert denied.value.hint.endswith("llmos permissions grant post mail:read")
    assert history(kernel) == [("post.read", "refused")]


def test_a_first_look_that_would_open_the_sources_is_refused(post: Kernel) -> None:
    limit(post, "headers")
    with pytest.raises(PermissionDenied, match="sources as a whole"):
        post.inspect("post")


def test_what_the_index_function_cannot_read_stops_the_tool(post: Kernel, box: Path) -> None:
    limit(post, "headers")
    (box / "letters").write_bytes(b"\xff")
    with pytest.raises(ToolError):
        call(post, "post.read")
    assert history(post) == [("post.refresh", "failed")]


def test_a_tool_cannot_ask_an_accounts_server_for_more(
    post: Kernel, home: Home, server: int
) -> None:
    with home.config_file.open("a") as file:
        file.write('[[plugins.post.settings.accounts]]\nhost = "127.0.0.1"\n')
        file.write(f"port = {server}\n")
    with Kernel(home, asker=None, engines=post._engines) as kernel:
        kernel.grant("post", "network:connect", hosts=[f"127.0.0.1:{server}"])
        limit(kernel, "body")
        assert call(kernel, "post.fetch", port=server) == "connected"
        limit(kernel, "headers")
        with pytest.raises(PermissionDenied, match="an account lies there"):
            call(kernel, "post.fetch", port=server)
        assert ("post.connect", "refused") in history(kernel)


def test_a_look_at_the_index_opens_no_source_either(post: Kernel) -> None:
    limit(post, "headers")
    answer = post.status("post")
    assert answer is not None
    assert answer.output is not None
    assert answer.output.value["value"] == [0, False]


def test_a_caller_with_a_coarse_grant_gets_only_that_from_an_owner_with_a_whole_one(
    install: Install, kernel: Kernel, box: Path
) -> None:
    install("post", CODE, MANIFEST)
    install("caller", CALLER, MANIFEST.partition("[sources")[0].replace("post", "caller"))
    kernel.add_source("post", box)
    limit(kernel)
    limit(kernel, "headers", plugin="caller")
    assert call(kernel, "caller.ask") == [0, "From Ada"]
    kernel.index("post")
    assert call(kernel, "post.read") == [1, f"From Ada\n{BODY}\n"]
