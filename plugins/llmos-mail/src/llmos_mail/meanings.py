"""The meanings of messages in a run: learnt behind the indexing, asked for where words fail."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from functools import partial

from llmos import Context, ToolError
from llmos_mail.index import learning, meaning
from llmos_mail.index.roles import search_by_role
from llmos_mail.index.search import Hits, Wanted
from llmos_mail.opening import Index

_AT_ONCE = 64


def to_learn(ctx: Context, connection: sqlite3.Connection) -> int:
    """Of how many messages it is still to be learnt what they are about; 0 if nothing can be."""
    if not ctx.settings.meanings_at_once or not _embeds(ctx):
        return 0
    return learning.waiting(connection)


def learn(ctx: Context, connection: sqlite3.Connection) -> int:
    """Learn what the newest messages are about, as many as one run may; how many are left.

    All text is searchable before it begins, and what is learnt is kept every few messages.
    """
    left = to_learn(ctx, connection)
    most = min(left, ctx.settings.meanings_at_once)
    done = 0
    while done < most:
        ctx.progress("Learning what the mail is about", done, most, "messages")
        learnt = learning.learn(connection, ctx.model.embed, min(_AT_ONCE, most - done))
        if not learnt:
            break
        done += learnt
    return left - done


def of_question(ctx: Context, connection: sqlite3.Connection, text: str) -> bytes | None:
    """The meaning of what is asked; None where nothing was learnt or nothing can be."""
    if not text.strip() or not meaning.is_known(connection) or not _embeds(ctx):
        return None
    return ctx.model.embed([text])[0]


def nearest(ctx: Context, mail: Index, wanted: Wanted, limit: int) -> Hits:
    """What a search finds, by meaning too where words and names fail; a remark says so."""
    connection = mail.connection
    about = partial(of_question, ctx, connection)
    hits, nobody = search_by_role(connection, wanted, limit, about)
    if not nobody:
        return hits
    found = "; this comes nearest" if hits.messages else ""
    mail.remarks.append(f"Nobody in your mail is called “{nobody}”{found}.")
    return replace(hits, loosely=False)


def _embeds(ctx: Context) -> bool:
    try:
        return ctx.model.embeds
    except ToolError:  # there is nobody to ask, as where a tool is called without llmos
        return False
