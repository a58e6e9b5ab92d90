"""The accounts of the settings: as places of the index, and how a run reaches their servers."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from llmos import Context, ToolError
from llmos_mail.index.update import REMOTE, Connect, Place
from llmos_mail.remote.client import session
from llmos_mail.remote.server import Server
from llmos_mail.settings import Account

T = TypeVar("T")

_SELDOM = timedelta(minutes=10)

SAVED = "saved"
"""The kind of source that holds no mail: attachments are saved there."""


def places(ctx: Context) -> list[Place]:
    """What the index is to hold: the sources that are opened, and the accounts."""
    local = [(one.kind, one.path) for one in ctx.sources if one.kind != SAVED]
    return [*local, *((REMOTE, path) for path in remote(ctx))]


def remote(ctx: Context) -> dict[Path, Connect]:
    """How to reach the server of each account; of none if only certain places may be read."""
    if ctx.scope("mail:read").places:
        return {}
    return {_path(one): partial(_server, ctx, one) for one in ctx.settings.accounts}


def seldom(ctx: Context) -> dict[Path, Connect]:
    """The same, but of none within ten minutes of the last time; for what runs at every call."""
    mark = ctx.data / "asked-servers"
    try:
        last = datetime.fromisoformat(mark.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        last = None
    if last is not None and abs(ctx.now - last) < _SELDOM:
        return {}
    mark.write_text(ctx.now.isoformat(), "utf-8")
    return remote(ctx)


def _path(account: Account) -> Path:
    # The index knows places by paths; this one lies on no disk.
    return Path(account.host, account.name)


@contextmanager
def opened(ctx: Context, account: Account) -> Iterator[Any]:
    """The account, logged in; whatever goes wrong is an OSError in words."""
    try:
        with session(
            partial(_asked, account.name, ctx.connect, account.host, account.port),
            account.host,
            account.user,
            partial(_asked, account.name, ctx.secret, account.secret),
            security=account.security,
            trust=partial(ssl.create_default_context, cadata=account.authority or None),
        ) as client:
            yield client
    except PermissionError as error:
        again = f"set its password anew: llmos secrets set {ctx.plugin} {account.secret}"
        raise OSError(None, f"{error.strerror}; {again}", error.filename) from error


@contextmanager
def _server(ctx: Context, account: Account) -> Iterator[Server]:
    with opened(ctx, account) as client:
        yield Server(client)


def _asked(where: str, ask: Callable[..., T], *what: object) -> T:
    """What llmos gives; if it refuses, this account cannot be opened, and the others can."""
    try:
        return ask(*what)
    except ToolError as error:
        why = " ".join(part for part in (error.message, error.hint) if part)
        raise OSError(None, why.rstrip("."), where) from error
