"""The hooks of llmos-mail. They declare; `tools` does the work."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from llmos import hookimpl
from llmos_mail.settings import MailSettings
from llmos_mail.tools import (
    attaching,
    conversing,
    drafting,
    finding,
    following_up,
    indexing,
    knowing,
    sending,
    toning,
    undoing,
    waiting,
    watching,
)


@hookimpl
def llmos_tools() -> list[Any]:
    """What the model may call."""
    return [
        finding.search,
        finding.read,
        following_up.follow_ups,
        conversing.thread,
        conversing.summarize,
        attaching.attachments,
        attaching.save_attachments,
        toning.tone,
        toning.tone_of_mail,
        toning.reword,
        toning.reword_mail,
        drafting.draft,
        drafting.reply,
        sending.send,
        knowing.people,
        watching.watch,
        watching.watches,
        watching.unwatch,
        watching.watched,
    ]


@hookimpl
def llmos_settings() -> type[BaseModel]:
    """What the user can set."""
    return MailSettings


@hookimpl
def llmos_index() -> Any:
    """What `llmos index` runs."""
    return indexing.refresh


@hookimpl
def llmos_inspect() -> Any:
    """What `llmos setup` runs to show what it found."""
    return indexing.inspect


@hookimpl
def llmos_status() -> Any:
    """What `llmos index status` runs."""
    return indexing.status


@hookimpl
def llmos_wait() -> Any:
    """What `llmos index mail --watch` runs between two updates."""
    return waiting.wait


@hookimpl
def llmos_undo() -> Any:
    """What `llmos undo` runs."""
    return undoing.take_back
