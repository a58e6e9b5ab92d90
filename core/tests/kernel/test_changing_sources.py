"""Sources that may be changed: only with the permission that the manifest names for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from llmos.calls import Call
from llmos.errors import PermissionDenied, ToolError
from llmos.kernel import Kernel
from llmos.sandbox import tier
from llmos.scope import Scope


def write(kernel: Kernel, plugin: str = "writer") -> None:
    kernel.call(kernel.request("", door="call"), Call(f"{plugin}.look", {"at": "hello"}))


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """An empty desk."""
    folder = tmp_path / "desk"
    folder.mkdir()
    return folder


def test_with_the_permission_to_change_it_a_source_can_be_written(
    kernel: Kernel, writer: Path, desk: Path
) -> None:
    kernel.add_source("writer", desk)
    kernel.grant("writer", "files:write")
    write(kernel)
    assert (desk / "note").read_text() == "hello"


def test_the_permission_to_read_it_does_not_do(kernel: Kernel, writer: Path, desk: Path) -> None:
    kernel.add_source("writer", desk)
    kernel.grant("writer", "files:read")
    with pytest.raises(PermissionDenied, match="files:write"):
        write(kernel)
    assert not list(desk.iterdir())


@pytest.mark.skipif(not tier().enforced, reason="nothing is enforced on this system")
def test_a_tool_that_only_needs_to_read_cannot_write(
    kernel: Kernel, probe: Callable[..., Path], writing: str, desk_kind: str, desk: Path
) -> None:
    probe(writing, "files:read", id="sly", asks=("files:write",), sources=desk_kind)
    kernel.add_source("sly", desk)
    for permission in ("files:read", "files:write"):
        kernel.grant("sly", permission)
    with pytest.raises(ToolError, match="PermissionError"):
        write(kernel, "sly")
    assert not list(desk.iterdir())


@pytest.mark.skipif(not tier().enforced, reason="nothing is enforced on this system")
def test_a_grant_for_one_folder_of_a_source_leaves_the_others_alone(
    kernel: Kernel, probe: Callable[..., Path], desk_kind: str, desk: Path
) -> None:
    (desk / "mine").mkdir()
    body = """
    (ctx.sources[0].path / "note").write_text(at)
    (ctx.sources[0].path.parent / "note").write_text(at)
    """
    probe(body, "files:write", id="writer", asks=("files:read",), sources=desk_kind)
    kernel.add_source("writer", desk)
    kernel.grant("writer", "files:write", scope=Scope(places=(str(desk / "mine"),)))
    with pytest.raises(ToolError, match="PermissionError"):
        write(kernel)
    assert (desk / "mine" / "note").read_text() == "hello"
    assert not (desk / "note").exists()
