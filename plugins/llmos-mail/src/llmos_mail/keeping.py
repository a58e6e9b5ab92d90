"""Where the user's own mail is kept: a Maildir, or else an account on a server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from llmos import Context, ToolError
from llmos_mail import accounts
from llmos_mail.granted import Granted
from llmos_mail.index.visible import Visible
from llmos_mail.reading.folders import folder_name
from llmos_mail.remote import drafts as server
from llmos_mail.sending import maildir
from llmos_mail.sending.maildir import Purpose, folder_for
from llmos_mail.settings import Account

_WRITE = "mail:write"
_USUAL: dict[Purpose, str] = {"drafts": "Drafts", "sent": "Sent"}
_SCHEME = "imap:"


class Keeper(Protocol):
    """A place that takes drafts or sent mail."""

    @property
    def folder(self) -> str:
        """What the user calls the folder."""
        ...

    def keep(self, raw: bytes) -> str:
        """Put a mail there; says where it lies."""
        ...


@dataclass(frozen=True)
class _OnDisk:
    root: Path
    purpose: Purpose

    @property
    def folder(self) -> str:
        found = folder_for(self.root, self.purpose)
        return folder_name(str(found.relative_to(self.root))) if found else _USUAL[self.purpose]

    def keep(self, raw: bytes) -> str:
        try:
            return str(maildir.put(self.root, self.purpose, raw))
        except OSError as error:
            raise ToolError(
                f"The mail could not be written into {self.root}: {error.strerror}.",
                hint="See that there is room, and that the folder may be written to.",
            ) from error


@dataclass(frozen=True)
class _OnServer:
    ctx: Context
    account: Account
    purpose: Purpose

    @property
    def folder(self) -> str:
        return f"{_USUAL[self.purpose]} of {self.account.name}"

    def keep(self, raw: bytes) -> str:
        with _client(self.ctx, self.account) as client:
            return _written(self.account, server.keep(client, self.purpose, raw))


def keeper(ctx: Context, purpose: Purpose) -> Keeper:
    """What takes such mail: the first Maildir that has a folder for it, or the first account."""
    found = _keeper(ctx, purpose)
    names = ctx.scope(_WRITE).names
    folder = found.folder.partition(" of ")[0]
    if names and folder.casefold() not in {one.strip("/ ").casefold() for one in names}:
        raise ToolError(
            f"The grant of {_WRITE} is for {', '.join(names)} only, not for the folder {folder}.",
            hint=f"Allow it: llmos permissions grant {ctx.plugin} {_WRITE} --only {folder}",
        )
    return found


def drafts_of(ctx: Context, visible: Visible) -> Iterator[tuple[str, bytes]]:
    """The drafts that may be seen, those of each place newest first, with where they lie."""
    for root in (source.path for source in ctx.sources if source.kind == "maildir"):
        if visible.has_folder(_OnDisk(root, "drafts").folder):
            yield from ((str(place), raw) for place, raw in maildir.waiting(root))
    for account in _accounts(ctx) if visible.is_all_mail else ():
        with _client(ctx, account) as client:
            for kept, raw in server.newest(client):
                yield _written(account, kept), raw


def take_out(ctx: Context, place: str, digest: str) -> bool:
    """Delete a mail that still has these bytes; False if it is gone or somebody changed it."""
    if not place.startswith(_SCHEME):
        file = Path(place)
        if any(file.is_relative_to(source.path) for source in ctx.sources):
            return maildir.take_out(file, digest)
        raise ToolError(f"The mail lies in {file.parent}, which is none of your sources any more.")
    name, validity, uid, folder = place.removeprefix(_SCHEME).split("/", 3)
    account = next((one for one in _accounts(ctx) if one.name == name), None)
    if account is None:
        raise ToolError(f"The mail lies on {name}, which is none of your accounts any more.")
    with _client(ctx, account) as client:
        return server.take_out(client, server.Kept(folder, int(validity), int(uid)), digest)


def _keeper(ctx: Context, purpose: Purpose) -> Keeper:
    roots = [source.path for source in ctx.sources if source.kind == "maildir"]
    if roots:
        root = next((one for one in roots if folder_for(one, purpose)), roots[0])
        return _OnDisk(root, purpose)
    if on_servers := _accounts(ctx):
        return _OnServer(ctx, on_servers[0], purpose)
    if not ctx.sources:
        raise ToolError(
            "Under a grant for a part of the mail, llmos opens no folder of it to this plugin, so "
            "no mail can be saved there.",
            hint=f"Allow it: llmos permissions grant {ctx.plugin} mail:read",
        )
    kinds = ", ".join(sorted({source.kind for source in ctx.sources}))
    raise ToolError(
        "Drafts and sent mail are kept in a Maildir or an account on a server, and you have none "
        f"(your sources are: {kinds}). llmos does not write into the others.",
        hint="Name a Maildir: llmos setup --mail ~/Maildir",
    )


def _accounts(ctx: Context) -> tuple[Account, ...]:
    granted = Granted.of(ctx)
    if granted.scope.places or granted.is_coarse:
        return ()
    found: tuple[Account, ...] = ctx.settings.accounts
    return found


@contextmanager
def _client(ctx: Context, account: Account) -> Iterator[Any]:
    try:
        with accounts.opened(ctx, account) as client:
            yield client
    except OSError as error:
        raise ToolError(
            f"{error.filename or account.host} could not be used: {error.strerror}."
        ) from error


def _written(account: Account, kept: server.Kept) -> str:
    return f"{_SCHEME}{account.name}/{kept.validity}/{kept.uid}/{kept.folder}"
