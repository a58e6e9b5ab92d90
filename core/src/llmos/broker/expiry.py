"""Grants that nobody needed for long fall back to asking."""

from __future__ import annotations

from datetime import datetime, timedelta

from llmos.broker.grants import Grant

UNUSED = timedelta(days=90)
"""How long an `always` lasts without being used. A `never` lasts until it is taken back."""


def is_expired(grant: Grant, now: datetime) -> bool:
    """Whether the user is to be asked again."""
    return grant.answer == "always" and now - _last(grant) > UNUSED


def why_expired(grant: Grant) -> str:
    """The sentence part for the question; dates only."""
    day = _last(grant).date()
    what = "last used" if grant.used_at else "allowed but never used"
    return f"{what} on {day}, more than {UNUSED.days} days ago"


def _last(grant: Grant) -> datetime:
    return datetime.fromisoformat(grant.used_at or grant.granted_at)
