"""What phrases about time mean, against a table that was computed by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from llmos.router.resolving import Leaning, Span, find_spans

TABLE = Path(__file__).with_name("phrases.txt")
LEANINGS: dict[str, Leaning] = {"<": "past", ">": "future"}


def table() -> Iterator[tuple[datetime, Leaning, str, str]]:
    now = datetime.min
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("now "):
            moment, zone = line.split()[1:]
            now = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone))
        elif line and not line.startswith("#"):
            phrase, meaning = line[2:].rsplit(" | ", 1)
            yield now, LEANINGS[line[0]], phrase, meaning


def written(span: Span) -> str:
    parts = []
    if span.has_days:
        days = [_iso(span.first), _iso(span.last)]
        parts.append(days[0] if days[0] == days[1] else "..".join(days))
    if span.start:
        parts.append(f"@{span.start.isoformat(timespec='minutes')}")
    if span.finish:
        parts.append(f"-@{span.finish.isoformat(timespec='minutes')}")
    if span.after or span.before:
        parts.append(f"[{_clock(span.after)}-{_clock(span.before)}]")
    if span.minutes:
        parts.append(f"~{span.minutes}")
    return " ".join(parts)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _clock(hour: time | None) -> str:
    return f"{hour:%H:%M}" if hour else ""


ROWS = list(table())


@pytest.mark.parametrize(
    ("now", "leaning", "phrase", "meaning"), ROWS, ids=[f"{r[0]:%y%m%d} {r[2]}" for r in ROWS]
)
def test_a_phrase_means_what_the_table_says(now, leaning, phrase, meaning):
    assert "; ".join(map(written, find_spans(phrase, now, leaning))) == meaning.replace(
        "nothing", ""
    )


def test_the_table_is_long_enough_to_mean_something():
    assert len(ROWS) >= 200


def test_a_phrase_is_found_inside_a_request_with_its_place():
    now = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Europe/Berlin"))
    text = "move the review with Ines to next Saturday at 11 please"
    (span,) = find_spans(text, now, "future")
    assert text[span.begin : span.end] == "to next Saturday at 11".removeprefix("to ")


@pytest.mark.parametrize(
    "text",
    ["the invoice 2026", "mail 12 from Ada", "May I?", "a second opinion", "the mar file", ""],
)
def test_words_that_only_look_like_time_mean_nothing(text):
    now = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Europe/Berlin"))
    assert find_spans(text, now, "past") == []
