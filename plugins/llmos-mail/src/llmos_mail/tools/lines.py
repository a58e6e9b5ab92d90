"""Messages of the index as the results list them."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from llmos import Context
from llmos_mail.excerpts import excerpt
from llmos_mail.index import search as index
from llmos_mail.index.stored import Stored
from llmos_mail.results.messages import Line

NO_SUBJECT = "(no subject)"


def line(ctx: Context, connection: sqlite3.Connection, message: Stored, wanted: str) -> Line:
    """One message, with the excerpt that shows the `wanted` words."""
    folder, unread = index.place_of(connection, message)
    return Line(
        id=message.id,
        subject=message.subject or NO_SUBJECT,
        sender=message.sender.short,
        sent=local(ctx, message.sent),
        claimed=message.claimed_day,
        folder=folder,
        unread=unread,
        attachments=list(message.attachments),
        excerpt=excerpt(message.text, wanted),
    )


def local(ctx: Context, moment: datetime) -> datetime:
    """The moment in the user's zone."""
    return moment.astimezone(ctx.now.tzinfo)
