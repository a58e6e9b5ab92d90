"""An effect in the real kernel: granted, denied, shown, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmos.errors import PermissionDenied, ToolError
from llmos.testing import Host


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """A notebook with one line."""
    file = tmp_path / "notes" / "notebook.txt"
    file.parent.mkdir()
    file.write_text("Milk\n")
    return file


@pytest.fixture
def host(llmos_host: Host, notebook: Path) -> Host:
    """A host that knows the notebook and may only read it."""
    return llmos_host.source("notebook", notebook.parent).granting("notebook", "files:read")


def test_it_writes_a_line_that_can_be_taken_back(host: Host, notebook: Path) -> None:
    host.granting("notebook", "files:write").call("notebook.add", line="Bread")
    assert notebook.read_text() == "Milk\nBread\n"
    host.kernel.undo()
    assert notebook.read_text() == "Milk\n"


def test_without_the_permission_nothing_is_written(host: Host, notebook: Path) -> None:
    with pytest.raises(PermissionDenied):
        host.call("notebook.add", line="Bread")
    assert notebook.read_text() == "Milk\n"


def test_what_was_written_since_is_not_taken_back(host: Host, notebook: Path) -> None:
    host.granting("notebook", "files:write").call("notebook.add", line="Bread")
    notebook.write_text("Milk\nBread\nEggs\n")
    with pytest.raises(ToolError, match="changed since"):
        host.kernel.undo()
    assert notebook.read_text() == "Milk\nBread\nEggs\n"
