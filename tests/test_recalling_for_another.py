"""One plugin asks another: what the user's notes say, for a recommendation."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from llmos import Scope
from llmos.errors import PermissionDenied
from llmos.testing import Host

PACKER = '''
"""Says what to pack, out of what the user's notes say."""
from llmos import Context, Permission, Result, Text, hookimpl, tool

class Advice(Result):
    notes: list[str]
    def rendering(self):
        return [Text(note) for note in self.notes]

@tool(needs=[Permission("files:read")], examples=["what should I pack for skiing?"])
def advise(ctx: Context, trip: str) -> Advice:
    """Say what to pack for a trip."""
    ctx.scope("files:read")  # the tool that is called keeps its limits
    found = ctx.call("files.recall", question=f"what did we pack for {trip}?")
    return Advice(notes=[memory["text"] for memory in found["memories"]])

@hookimpl
def llmos_tools():
    return [advise]
'''
MANIFEST = """
id = "packer"
api = 1
summary = "Says what to pack."
[permissions]
"files:read" = "Look into your notes for what you packed before."
"""
METADATA = "Metadata-Version: 2.1\nName: llmos-packer\nVersion: 1.0\n"
ENTRY = "[llmos.plugins]\npacker = llmos_packer.plugin\n"


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, llmos_host: Host) -> Host:
    """A host with two notes, which llmos-files may read, and an installed llmos-packer."""
    pytest.importorskip("llmos_files")
    site = tmp_path / "site"
    for path, text in {
        "llmos_packer/__init__.py": "",
        "llmos_packer/plugin.py": PACKER,
        "llmos_packer/plugin.toml": MANIFEST,
        "llmos_packer-1.0.dist-info/METADATA": METADATA,
        "llmos_packer-1.0.dist-info/entry_points.txt": ENTRY,
        "llmos_packer-1.0.dist-info/RECORD": "llmos_packer/plugin.py,,\n",
    }.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text)
    monkeypatch.syspath_prepend(str(site))
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "ski.md").write_text("We packed hand warmers and head torches for skiing.")
    return llmos_host.source("files", folder).granting("files", "files:read")


def test_notes_are_recalled_for_another_plugin_only_with_a_permission_of_its_own(
    host: Host,
) -> None:
    with pytest.raises(PermissionDenied, match="files:read"):
        host.call("packer.advise", trip="skiing")
    advice = host.granting("packer", "files:read").call("packer.advise", trip="skiing")
    assert advice.value["notes"] == ["We packed hand warmers and head torches for skiing."]
    recalled = [one for one in host.kernel.ledger.entries() if one.tool == "files.recall"]
    assert [(one.plugin, one.outcome) for one in recalled] == [("files", "done")]


def test_the_limits_of_the_plugin_that_asks_count_and_not_those_of_llmos_files(host: Host) -> None:
    host.kernel.grant("packer", "files:read", scope=Scope(until=date(2001, 1, 1)))
    assert host.call("packer.advise", trip="skiing").value["notes"] == []
    assert len(host.call("files.recall", question="skiing").value["memories"]) == 1
