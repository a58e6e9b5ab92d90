"""Moments and notes in the words that people read."""

from __future__ import annotations

from datetime import date, datetime

from llmos import Block, Text


def spoken(moment: datetime) -> str:
    """A moment for people, in the zone that it has."""
    return f"{spoken_day(moment.date())}, {moment:%H:%M}"


def spoken_when(sent: datetime, claimed: date | None) -> str:
    """When a mail was sent; where the date that it claims was not believed, that too."""
    doubt = f" (when it came; it claims to be of {spoken_day(claimed)})" if claimed else ""
    return f"{spoken(sent)}{doubt}"


def spoken_day(day: date) -> str:
    """A day for people."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def days_ago(days: int) -> str:
    """How long ago, counted in days."""
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def as_notes(notes: list[str]) -> list[Block]:
    """Sentences beside the answer."""
    return [Text(note, "note") for note in notes]
