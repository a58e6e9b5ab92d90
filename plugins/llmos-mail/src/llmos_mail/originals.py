"""The whole of a message, where this run may open it."""

from __future__ import annotations

from llmos import Context, ToolError
from llmos_mail.index.original import original
from llmos_mail.index.stored import Stored
from llmos_mail.opening import Index


def original_of(ctx: Context, mail: Index, message: Stored) -> bytes:
    """The message as it was delivered."""
    raw = original(mail.connection, message, [source.path for source in ctx.sources])
    if raw is None:
        raise ToolError(
            f"The mail “{message.subject}” itself is not at hand, only what the index knows of it.",
            hint="Its source may be on a server or not connected, or the grant of mail:read may "
            "give only a part.",
        )
    return raw
