"""Plans: from what is wished to what the files would hold."""

from __future__ import annotations

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from llmos import Context, ToolError
from llmos_calendar import granted
from llmos_calendar.changing.plan import Plan
from llmos_calendar.changing.shelves import is_writable, shelf_of
from llmos_calendar.changing.target import Target, Which
from llmos_calendar.index.origin import Origin, home_of
from llmos_calendar.index.rows import event_id
from llmos_calendar.opening import Calendars
from llmos_calendar.results.wording import spoken, spoken_day
from llmos_calendar.tools.looking import called
from llmos_calendar.writing import cancelling, moving, tasks
from llmos_calendar.writing.creating import added, new_file
from llmos_calendar.writing.document import Document
from llmos_calendar.writing.draft import Draft
from llmos_calendar.writing.moving import To
from llmos_calendar.writing.shelf import FileChange, Shelf


def creation(
    ctx: Context, calendars: Calendars, calendar: str | None, draft: Draft, what: str
) -> Plan:
    """A new event or reminder, in the calendar that is named, set, or used most."""
    origin = _home(ctx, calendars, calendar)
    shelf = shelf_of(ctx, origin)
    at = draft.start or draft.due
    granted.require_writable(ctx, origin.calendar, *([at.local.date()] if at else []))
    change = _adding(shelf, origin, draft)
    id = event_id(str(origin.place), origin.calendar, draft.uid)
    return Plan(what, origin.calendar, shelf, [change], draft.uid, id)


def movement(target: Target, to: To, which: Which, ctx: Context) -> Plan:
    """An event that goes to another time."""
    where = spoken_day(to.at.date()) if to.is_day else spoken(to.at, to.at, all_day=False)
    what = f"{target.words} goes to {where}{_scope(target, which)}"
    series, key, now = target.series, target.key, ctx.now
    if which == "this" and target.one.repeats:
        return _plan(target, what, moving.moved_one(series, key, to, now))
    if which == "following" and not target.is_first:
        return _split(target, to, ctx, what)
    return _plan(target, what, moving.moved(series, key, to, now))


def cancellation(target: Target, which: Which, ctx: Context) -> Plan:
    """An event that is taken out."""
    what = f"{target.words} is taken out{_scope(target, which)}"
    series, key = target.series, target.key
    if which == "this" and target.one.repeats:
        return _plan(target, what, cancelling.without_one(series, key, ctx.now))
    if which == "following" and not target.is_first:
        return _plan(target, what, cancelling.until_before(series, key, ctx.now))
    return _plan(target, what, cancelling.without(series), gone=True)


def completion(target: Target, ctx: Context) -> Plan:
    """A reminder that is done; of one that repeats, this time."""
    what = f"“{target.one.title}” is done"
    if target.series.entry.repeats:
        after = cancelling.without_one(target.series, target.key, ctx.now)
    else:
        after = tasks.completed(target.series, ctx.now)
    return _plan(target, what, after)


def delay(target: Target, until: datetime, ctx: Context) -> Plan:
    """A reminder that is put off, or an event that is to be told of again."""
    if target.one.kind == "event":
        return _again(target, until, ctx)
    if target.series.entry.repeats:
        raise ToolError("It repeats; a reminder that repeats cannot be put off.", hint="Move it.")
    what = f"“{target.one.title}” is put off to {spoken(until, until, all_day=False)}"
    return _plan(target, what, tasks.put_off(target.series, until, ctx.now))


def _again(target: Target, until: datetime, ctx: Context) -> Plan:
    if target.series.entry.repeats:
        raise ToolError(
            f"“{target.one.title}” repeats, and of one day of it the sign cannot be put off.",
            hint="Set a reminder of its own.",
        )
    what = f"You are told of {target.words} again on {spoken(until, until, all_day=False)}"
    return _plan(target, what, tasks.told_again(target.series, until, ctx.now))


def new_uid(ctx: Context, *told: object) -> str:
    """A UID for something new: the same for the preview and for what is then done."""
    return str(uuid5(NAMESPACE_URL, "\0".join(["llmos", ctx.now.isoformat(), *map(str, told)])))


def _plan(target: Target, what: str, after: bytes | None, *, gone: bool = False) -> Plan:
    change = FileChange(target.origin.name, target.raw, after)
    id = "" if gone else target.one.event
    return Plan(what, target.origin.calendar, target.shelf, [change], target.origin.uid, id)


def _split(target: Target, to: To, ctx: Context, what: str) -> Plan:
    uid = new_uid(ctx, target.origin.uid, target.key)
    old, lines = moving.split(target.series, target.key, to, ctx.now, uid)
    name = target.origin.name
    if _is_one_of_many(target.origin, target.series.document):
        document = target.series.document
        first = document.raw[: document.head_end()]
        foot = document.raw[document.foot :]
        fresh = FileChange(_beside(name, uid), None, first + lines + foot)
        changes = [FileChange(name, target.raw, old), fresh]
    else:
        document = Document(old)
        whole = document.edited([(document.foot, document.foot, lines)])
        changes = [FileChange(name, target.raw, whole)]
    id = event_id(str(target.origin.place), target.origin.calendar, uid)
    return Plan(what, target.origin.calendar, target.shelf, changes, target.origin.uid, id)


def _adding(shelf: Shelf, origin: Origin, draft: Draft) -> FileChange:
    raw = shelf.read(origin.name)
    document = Document(raw or b"")
    if raw is None or _is_one_of_many(origin, document):
        return FileChange(_beside(origin.name, draft.uid), None, new_file(draft))
    return FileChange(origin.name, raw, added(document, draft))


def _is_one_of_many(origin: Origin, document: Document) -> bool:
    """Whether the calendar is a folder with one event a file."""
    return origin.place.is_dir() and len(document.uids) <= 1


def _beside(name: str, uid: str) -> str:
    folder, slash, _ = name.rpartition("/")
    return f"{folder}{slash}{uid}.ics"


def _home(ctx: Context, calendars: Calendars, named: str | None) -> Origin:
    wanted = named or ctx.settings.calendar
    names = called(calendars, wanted) if wanted else calendars.agenda.by_use()
    for name in names:
        origin = home_of(calendars.connection, name)
        if origin and (wanted or is_writable(origin.kind)):
            return origin
    raise ToolError(
        "llmos knows no calendar that it could write into.",
        hint="Name one with `llmos setup --calendar PATH`.",
    )


def _scope(target: Target, which: Which) -> str:
    if not target.one.repeats:
        return ""
    told = {"this": "only this one", "following": "with all that follow", "all": "the whole series"}
    return f", {told[which]}"
