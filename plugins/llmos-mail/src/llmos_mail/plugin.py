"""The hooks of llmos-mail. They declare; `tools` does the work."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from llmos import hookimpl
from llmos_mail import tools
from llmos_mail.settings import MailSettings


@hookimpl
def llmos_tools() -> list[Any]:
    """What the model may call."""
    return [tools.search, tools.read, tools.follow_ups]


@hookimpl
def llmos_settings() -> type[BaseModel]:
    """What the user can set."""
    return MailSettings


@hookimpl
def llmos_index() -> Any:
    """What `llmos index` runs."""
    return tools.refresh


@hookimpl
def llmos_inspect() -> Any:
    """What `llmos setup` runs to show what it found."""
    return tools.inspect
