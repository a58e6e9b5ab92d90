"""Effects: shown before they happen, held before they are sent, taken back afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from llmos.blocks import Difference
from llmos.calls import Call
from llmos.config import Home
from llmos.errors import Cancelled, InvalidArguments, LlmosError, PermissionDenied, ToolError
from llmos.kernel import Kernel
from llmos.sandbox import tier

MANIFEST = """
id = "board"
api = 1
summary = "A board with notes."
[permissions]
"files:read" = "Read the board."
"files:write" = "Write on the board."
"mail:send" = "Post what is on the board."
[sources.board]
permission = "files:read"
change = "files:write"
summary = "A board."
entries = ["."]
"""
CODE = '''
"""A board with one note."""
from typing import Annotated
from pathlib import Path
from llmos import *

READ, WRITE = Permission("files:read"), Permission("files:write")

class Note(Result):
    before: str
    after: str
    def rendering(self):
        return [Difference("note", self.before, self.after)]
    def undoing(self):
        return {"note": self.before, "instead_of": self.after}

def _note(ctx):
    return ctx.sources[0].path / "note"

def _read(ctx):
    return _note(ctx).read_text() if _note(ctx).exists() else ""

@tool(needs=[READ, WRITE], effect="write")
def write(ctx: Context, note: str) -> Note:
    """Write the note on the board."""
    before = _read(ctx)
    if ctx.previewed is None or ctx.previewed["before"] != before:
        raise ToolError("The board has changed since you looked at it.")
    _note(ctx).write_text(note)
    return Note(before=before, after=note)

@write.preview
def preview_write(ctx: Context, note: str) -> Note:
    """Show how the note would change."""
    if note == "scribble":
        _note(ctx).write_text("scribbled in the preview")
    return Note(before=_read(ctx), after=note)

@tool(needs=[READ, WRITE], effect="destructive")
def wipe(ctx: Context) -> Note:
    """Wipe the board."""
    return Note(before=_read(ctx), after="")

@wipe.preview
def preview_wipe(ctx: Context) -> Note:
    """Show what would be wiped."""
    return Note(before=_read(ctx), after="")

@tool(needs=[Permission("mail:send")], effect="send")
def post(ctx: Context, to: Annotated[str, Destination("address")]) -> Note:
    """Post the note."""
    (ctx.data / "posted").write_text(to)
    return Note(before="", after="")

@tool(needs=[READ, WRITE], effect="write")
def put_back(ctx: Context, note: str, instead_of: str) -> Note:
    """Put the former note back."""
    if _read(ctx) != instead_of:
        raise ToolError("Somebody else has changed the note since; it stays as it is.")
    _note(ctx).write_text(note)
    return Note(before=instead_of, after=note)

@hookimpl
def llmos_tools():
    return [write, wipe, post]

@hookimpl
def llmos_undo():
    return put_back
'''


@pytest.fixture
def board(
    install: Callable[..., Path], remember: Callable[[], None], home: Home, tmp_path: Path
) -> Path:
    """The folder of a board with the note "old"; everything is granted."""
    install("board", CODE, MANIFEST)
    remember()
    folder = tmp_path / "board"
    folder.mkdir()
    (folder / "note").write_text("old")
    with Kernel(home, asker=None, engines=_no_engine) as kernel:
        kernel.add_source("board", folder)
        for permission in ("files:read", "files:write", "mail:send"):
            kernel.grant("board", permission)
    return folder


def run(kernel: Kernel, tool: str, **arguments: Any) -> Any:
    request = kernel.request(" ".join(map(str, arguments.values())), door="call")
    return kernel.call(request, Call(f"board.{tool}", arguments))


def note(board: Path) -> str:
    return (board / "note").read_text()


def test_an_effect_is_shown_before_it_happens(open_kernel, answering, board):
    user = answering()
    answer = run(open_kernel(user), "write", note="new")
    assert [question.preview for question in user.shown] == [(Difference("note", "old", "new"),)]
    assert note(board) == "new"
    assert answer.undo is not None


@pytest.mark.skipif(not tier().enforced, reason="nothing is enforced on this system")
def test_a_preview_can_change_nothing(board, kernel):
    with pytest.raises(ToolError, match="PermissionError"):
        run(kernel, "write", note="scribble")
    assert note(board) == "old"


def test_arguments_that_do_not_fit_are_the_tools_not_its_previews(board, kernel):
    with pytest.raises(InvalidArguments, match=r"^board\.write: note:"):
        run(kernel, "write", note=["new"])


def test_the_tool_knows_what_the_user_saw(open_kernel, answering, board):
    user = answering()
    user.show = lambda question: (board / "note").write_text("meanwhile")
    with pytest.raises(ToolError, match="changed since you looked"):
        run(open_kernel(user), "write", note="new")
    assert note(board) == "meanwhile"


def test_a_confirmation_shows_the_preview_and_a_no_changes_nothing(open_kernel, answering, board):
    user = answering("no")
    with pytest.raises(PermissionDenied, match="you did not confirm"):
        run(open_kernel(user), "wipe")
    assert user.questions[0].preview == (Difference("note", "old", ""),)
    assert note(board) == "old"


def test_a_preview_and_what_came_of_it_are_in_the_ledger(board, kernel):
    run(kernel, "write", note="new")
    entries = [(entry.tool, entry.outcome) for entry in kernel.ledger.entries()]
    assert sorted(entries) == [("board.write", "done"), ("board.write.preview", "done")]


def test_the_latest_effect_is_taken_back_and_then_the_one_before(board, kernel):
    run(kernel, "write", note="new")
    run(kernel, "write", note="newer")
    kernel.undo()
    assert note(board) == "new"
    kernel.undo()
    assert note(board) == "old"
    with pytest.raises(LlmosError, match="nothing to take back"):
        kernel.undo()


def test_undoing_is_refused_where_somebody_else_has_changed_it_since(board, kernel):
    run(kernel, "write", note="new")
    (board / "note").write_text("hers")
    with pytest.raises(ToolError, match="Somebody else"):
        kernel.undo()
    assert note(board) == "hers"
    assert len(kernel.undos.all()) == 1


def test_undoing_needs_its_permissions(board, kernel):
    run(kernel, "write", note="new")
    kernel.grants.revoke("board", "files:write")
    with pytest.raises(PermissionDenied, match="files:write"):
        kernel.undo()
    assert note(board) == "new"


def test_revoking_forgets_what_effects_left_to_be_undone(board, kernel):
    run(kernel, "write", note="new")
    assert kernel.revoke("board").undos == 1
    assert kernel.undos.all() == []
    kernel.close()
    assert b"instead_of" not in kernel.home.state.read_bytes()


def test_what_is_sent_is_held_first(open_kernel, answering, board, home):
    user = answering()
    run(open_kernel(user), "post", to="bea@example.org")
    assert user.held == [10]
    assert (home.plugin_data("board") / "posted").read_text() == "bea@example.org"


def test_what_is_taken_back_in_time_is_not_sent(open_kernel, answering, board, home):
    kernel = open_kernel(answering("take back"))
    with pytest.raises(Cancelled):
        run(kernel, "post", to="bea@example.org")
    assert not (home.plugin_data("board") / "posted").exists()
    (entry,) = kernel.ledger.entries()
    assert (entry.tool, entry.outcome) == ("board.post", "refused")


def test_nothing_is_sent_where_nobody_sees_it(open_kernel, board, home):
    kernel = open_kernel(None)
    with pytest.raises(PermissionDenied, match="nobody here to see it"):
        run(kernel, "post", to="bea@example.org")
    assert not (home.plugin_data("board") / "posted").exists()
    assert kernel.ledger.entries()[0].outcome == "refused"


def test_how_long_it_is_held_is_a_setting(open_kernel, answering, board, home):
    home.config_file.write_text(home.config_file.read_text() + "[sending]\nhold_seconds = 0\n")
    user = answering()
    run(open_kernel(user), "post", to="bea@example.org")
    assert user.held == []


def test_preview_and_tool_have_a_worker_each_that_serve_again(board, kernel):
    run(kernel, "write", note="new")
    workers = list(kernel._runner._workers["board"])
    run(kernel, "write", note="newer")
    assert len(workers) == 2
    assert kernel._runner._workers["board"] == workers


def test_only_an_effect_has_a_preview_and_it_takes_the_same_parameters(kernel, install):
    other = CODE.replace("def preview_wipe(ctx: Context)", "def preview_wipe(ctx: Context, x: int)")
    install("board", other, MANIFEST)
    assert "with other parameters" in kernel.inventory.set_aside[0].reason


def _no_engine() -> Any:
    raise AssertionError("no model is needed")
