"""The shelf that a calendar lies on: files, or a server."""

from __future__ import annotations

from pathlib import Path

from llmos import Context, ToolError
from llmos_calendar.index.origin import Origin
from llmos_calendar.remote import fetching
from llmos_calendar.writing.shelf import FileShelf, Shelf

_READ_ONLY = {
    "feed": "is a feed that somebody else publishes",
    "apple": "belongs to Apple Calendar, which would not notice",
    "thunderbird": "belongs to Thunderbird, which keeps it to itself",
    "evolution": "is what Evolution has fetched from a server, which it would overwrite",
}


def shelf_of(ctx: Context, origin: Origin) -> Shelf:
    """Where the event's file can be changed; an error in words if it cannot."""
    if reason := _READ_ONLY.get(origin.kind):
        raise ToolError(
            f"The calendar {origin.calendar!r} {reason}, so it cannot be changed here.",
            hint="Change it where it comes from, or choose another calendar.",
        )
    return shelf_at(ctx, str(origin.place))


def shelf_at(ctx: Context, place: str) -> Shelf:
    """The shelf of a place that one of this run's sources or servers is."""
    for kind, path in fetching.places(ctx):
        if str(path) == place and kind == "caldav":
            return fetching.shelf(ctx, path)
    for source in ctx.sources:
        if str(source.path) == place and source.kind not in _READ_ONLY:
            return FileShelf(Path(place), ctx.data / "rescued.ics")
    raise ToolError(
        f"{place} is none of the places that llmos may change now.",
        hint="Grant calendar:write for it, or name it again with `llmos setup`.",
    )


def is_writable(kind: str) -> bool:
    """Whether calendars of this kind can be changed at all."""
    return kind not in _READ_ONLY
