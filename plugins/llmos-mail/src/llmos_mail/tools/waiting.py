"""Waiting until there is something new, in folders on this machine and in inboxes on servers."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from llmos import Context, Result, ToolError, tool
from llmos_mail import accounts
from llmos_mail.meanings import to_learn
from llmos_mail.opening import standing_index
from llmos_mail.remote.client import FAILURES
from llmos_mail.remote.idling import Idling
from llmos_mail.settings import Account
from llmos_mail.tools.needs import MAIL

_SECONDS = 600.0
"""How long one call waits; servers end a session that idles for half an hour."""

_BETWEEN_LOOKS = 2.0


class Waited(Result):
    """Whether there is something to do, or the time was over."""

    changed: bool


@tool(needs=[MAIL], effect="read")
def wait(ctx: Context) -> Waited:
    """Wait until mail comes, goes or is read; not at all while the index has more to learn."""
    with standing_index(ctx) as mail:
        if not mail.granted.is_coarse and to_learn(ctx, mail.connection):
            return Waited(changed=True)
    places = [source.path for source in ctx.sources if source.kind != accounts.SAVED]
    with ExitStack() as stack:
        inboxes = _inboxes(ctx, stack)
        if not (places or inboxes):
            raise ToolError(
                "There is nothing to wait for: no source of mail is opened here, and no account.",
                hint=f"Allow it: llmos permissions grant {ctx.plugin} {MAIL.name}",
            )
        return Waited(changed=_wait(ctx, places, inboxes))


def _wait(ctx: Context, places: Sequence[Path], inboxes: Sequence[Idling]) -> bool:
    folders, end = list(_folders(places)), time.monotonic() + _SECONDS
    before = _stamps(folders)
    while (left := end - time.monotonic()) > 0:
        ctx.progress("Waiting for new mail", round(_SECONDS - left), None, "seconds")
        if any(one.has_changed(_BETWEEN_LOOKS / len(inboxes)) for one in inboxes):
            return True
        if _stamps(folders) != before:
            return True
        if not inboxes:
            time.sleep(_BETWEEN_LOOKS)
    return False


def _inboxes(ctx: Context, stack: ExitStack) -> list[Idling]:
    if ctx.scope(MAIL.name).places:
        return []
    return [stack.enter_context(_idling(ctx, one)) for one in ctx.settings.accounts]


@contextmanager
def _idling(ctx: Context, account: Account) -> Iterator[Idling]:
    try:
        with accounts.opened(ctx, account) as client:
            inbox = Idling(client, account.host)
            try:
                yield inbox
            finally:
                with suppress(OSError, *FAILURES):
                    inbox.end()
    except OSError as error:
        raise ToolError(
            f"{error.filename or account.host} could not be used: {error.strerror}."
        ) from error


def _folders(places: Sequence[Path]) -> Iterator[Path]:
    """What changes when mail does: each folder, and an mbox itself."""
    for place in places:
        yield place
        yield from (Path(here) for here, _, _ in os.walk(place) if here != str(place))


def _stamps(folders: Sequence[Path]) -> list[tuple[int, int]]:
    return [_stamp(folder) for folder in folders]


def _stamp(folder: Path) -> tuple[int, int]:
    try:
        found = folder.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
