"""The hooks of llmos-files. They declare; `tools` does the work."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from llmos import hookimpl
from llmos_files.settings import FilesSettings
from llmos_files.tools import (
    changing,
    finding,
    giving,
    inserting,
    keeping,
    recalling,
    showing,
    tables,
    waiting,
)


@hookimpl
def llmos_tools() -> list[Any]:
    """What the model may call, and what only other plugins may."""
    return [
        finding.search,
        finding.read,
        recalling.recall,
        finding.recent,
        finding.duplicates,
        tables.table,
        inserting.insert_table,
        showing.open,
        showing.slideshow,
        changing.write,
        changing.move,
        changing.rename,
        changing.trash,
        giving.content,
    ]


@hookimpl
def llmos_settings() -> type[BaseModel]:
    """What the user can set."""
    return FilesSettings


@hookimpl
def llmos_index() -> Any:
    """What `llmos index` runs."""
    return keeping.refresh


@hookimpl
def llmos_inspect() -> Any:
    """What `llmos setup` runs to show what it found."""
    return keeping.inspect


@hookimpl
def llmos_wait() -> Any:
    """What `llmos index files --watch` runs between two updates."""
    return waiting.wait


@hookimpl
def llmos_status() -> Any:
    """What `llmos index status` runs."""
    return keeping.status


@hookimpl
def llmos_undo() -> Any:
    """What `llmos undo` runs."""
    return changing.take_back
