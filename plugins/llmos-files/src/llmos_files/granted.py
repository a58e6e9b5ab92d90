"""`Granted`: how far this run's grant of `files:read` reaches, and what the tools say about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from llmos import Context, Scope
from llmos_files.index.visible import Visible

READ = "files:read"


@dataclass(frozen=True)
class Granted:
    """The limits of the grant, and the part of the index that lies within them."""

    scope: Scope
    visible: Visible

    @classmethod
    def of(cls, ctx: Context) -> Granted:
        """Ask what this run may see."""
        scope = ctx.scope(READ)
        visible = Visible(roots(ctx), beginning(ctx, scope.since), ending(ctx, scope.until))
        return cls(scope, visible)

    @property
    def is_partial(self) -> bool:
        """Whether there may be more in the index than is granted now."""
        return bool(self.scope.places)

    @property
    def notes(self) -> list[str]:
        """The limits in sentences, so that nobody takes a part of the files for all of them."""
        words = Scope(since=self.scope.since, until=self.scope.until).in_words()
        return [f"The grant limits which files are looked at: {words}."] if words else []


def roots(ctx: Context) -> tuple[Path, ...]:
    """The opened folders; one inside another is a part of it."""
    paths = sorted({source.path for source in ctx.sources})
    return tuple(
        path for path in paths if not any(path != o and path.is_relative_to(o) for o in paths)
    )


def beginning(ctx: Context, day: date | None) -> datetime | None:
    """The first moment of a day in the user's zone."""
    return datetime.combine(day, time(), ctx.now.tzinfo) if day else None


def ending(ctx: Context, day: date | None) -> datetime | None:
    """The first moment after a day in the user's zone."""
    return beginning(ctx, day + timedelta(days=1)) if day else None
