"""Fetching what is too old, and where it lies afterwards."""

from __future__ import annotations

from pathlib import Path

from llmos import Context, ToolError, only_one
from llmos_calendar.granted import READ
from llmos_calendar.remote import caldav_account, feed
from llmos_calendar.remote.dav_shelf import DavShelf
from llmos_calendar.remote.mirror import Mirror
from llmos_calendar.settings import Account
from llmos_calendar.writing.shelf import Shelf

_ROOT = "servers"


def fetch(ctx: Context, *, now: bool = False) -> list[str]:
    """Fetch what is older than the settings say, or all of it `now`; what failed, in sentences."""
    notes: list[str] = []
    for account in _accounts(ctx):
        mirror = Mirror.at(_folder(ctx, account))
        age = ctx.now.timestamp() - mirror.fetched
        if not now and 0 <= age < ctx.settings.sync_minutes * 60:
            continue
        mirror.root.mkdir(parents=True, exist_ok=True)
        with only_one(mirror.root / "fetching.lock") as alone:
            if alone:
                notes += _fetched(ctx, account, mirror)
    return notes


def _fetched(ctx: Context, account: Account, mirror: Mirror) -> list[str]:
    ctx.progress(f"Fetching {account.name}", 0)
    try:
        if account.kind == "feed":
            feed.fetch(ctx, account, mirror.root)
        else:
            caldav_account.fetch(ctx, account, mirror)
    except ToolError as error:
        why = " ".join(part for part in (error.message, error.hint) if part)
        return [f"{account.name} is not up to date. {why}"]
    mirror.fetched = ctx.now.timestamp()
    mirror.save()
    return []


def places(ctx: Context) -> list[tuple[str, Path]]:
    """Where what was fetched lies, each with its kind."""
    found = [(account.kind, _folder(ctx, account)) for account in _accounts(ctx)]
    return [(kind, folder) for kind, folder in found if folder.is_dir()]


def shelf(ctx: Context, mirror: Path) -> Shelf:
    """The server behind a mirrored account."""
    for account in _accounts(ctx):
        if _folder(ctx, account) == mirror:
            return DavShelf(caldav_account.wire(ctx, account), Mirror.at(mirror))
    raise ToolError(f"No account is known for {mirror.name}.", hint="Name it in config.toml.")


def _accounts(ctx: Context) -> tuple[Account, ...]:
    """The accounts of this run: a grant of certain places takes in none."""
    accounts: tuple[Account, ...] = ctx.settings.accounts
    return () if ctx.scope(READ).places else accounts


def _folder(ctx: Context, account: Account) -> Path:
    return ctx.data / _ROOT / account.name
