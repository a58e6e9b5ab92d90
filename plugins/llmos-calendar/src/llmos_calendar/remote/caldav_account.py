"""A CalDAV account through the caldav library: its calendars, and what has changed in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from llmos import Context, ToolError
from llmos_calendar.remote.mirror import Mirror, MirroredCalendar, name_of, path_of
from llmos_calendar.remote.wire import Wire
from llmos_calendar.settings import Account

_AT_ONCE = 100
"""Objects that one answer of the server holds."""


def wire(ctx: Context, account: Account) -> Wire:
    """A session with the account's server; the password is asked for when it is needed."""
    return Wire(ctx.connect, account.url, account.user, lambda: ctx.secret(account.name))


@contextmanager
def client(ctx: Context, account: Account) -> Iterator[Any]:
    """The library's client over the kernel's connection."""
    # Imported here because only who asks a server pays for it.
    from caldav.davclient import DAVClient
    from caldav.lib.error import DAVError

    session = wire(ctx, account)
    dav: Any = DAVClient(account.url, enable_rfc6764=False)
    dav.session.close()
    dav.session = session
    try:
        yield dav
    except DAVError as error:
        host = urlsplit(account.url).hostname
        raise ToolError(
            f"{host} does not give its calendars: {type(error).__name__}.",
            hint=f"Check the address and user in config.toml, and `llmos secrets set calendar "
            f"{account.name}`.",
        ) from error
    finally:
        session.close()


def fetch(ctx: Context, account: Account, mirror: Mirror) -> None:
    """Bring the mirror up to date: new calendars, and in each what changed since the last look."""
    with client(ctx, account) as dav:
        found = {_folder(one): one for one in dav.principal().get_calendars()}
        for gone in set(mirror.calendars) - set(found):
            _forget(mirror, gone)
        for folder, calendar in found.items():
            known = mirror.calendars.setdefault(folder, MirroredCalendar(str(calendar.url)))
            _name(mirror, folder, calendar)
            _changes(mirror, folder, known, calendar)


def _changes(mirror: Mirror, folder: str, known: MirroredCalendar, calendar: Any) -> None:
    whole = not known.token
    answer = calendar.get_objects_by_sync_token(known.token or None, load_objects=False)
    deleted = {path_of(str(url)) for url in answer.deleted_urls}
    listed = {path_of(str(one.url)): one for one in answer if path_of(str(one.url)) not in deleted}
    wanted = [one for path, one in listed.items() if _is_new(known, path, one.etag)]
    for start in range(0, len(wanted), _AT_ONCE):
        _load(mirror, folder, calendar, wanted[start : start + _AT_ONCE])
    gone = deleted
    if whole or _is_fallback(answer):
        kept = {path_of(one.url) for one in known.files.values()}
        gone = gone | (kept - set(listed))
    for path in gone:
        mirror.drop(folder, path)
    known.token = "" if _is_fallback(answer) else str(answer.sync_token or "")


def _is_fallback(answer: Any) -> bool:
    """Whether the server knows no sync tokens, so that the library listed everything."""
    return not answer.sync_token or str(answer.sync_token).startswith("fake-")


def _is_new(known: MirroredCalendar, path: str, etag: str | None) -> bool:
    kept = known.files.get(name_of(path))
    return kept is None or not etag or kept.etag != etag


def _load(mirror: Mirror, folder: str, calendar: Any, objects: Sequence[Any]) -> None:
    etags = {path_of(str(one.url)): one.etag for one in objects}
    for one in calendar.multiget([one.url for one in objects]):
        data = one.data
        if data:
            raw = data if isinstance(data, bytes) else str(data).encode("utf-8")
            url = str(one.url)
            mirror.put(folder, url, one.etag or etags.get(path_of(url)) or "", raw)


def _name(mirror: Mirror, folder: str, calendar: Any) -> None:
    name = str(calendar.get_display_name() or "").strip() or _last(str(calendar.url))
    mirror.write(mirror.folder(folder) / "displayname", name.encode("utf-8"))


def _forget(mirror: Mirror, folder: str) -> None:
    for kept in list(mirror.calendars[folder].files.values()):
        mirror.drop(folder, kept.url)
    del mirror.calendars[folder]


def _folder(calendar: Any) -> str:
    return name_of(str(calendar.url)).removesuffix(".ics")


def _last(url: str) -> str:
    return path_of(url).rstrip("/").rpartition("/")[2] or "calendar"
