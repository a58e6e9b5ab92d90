"""The agenda as a picture: what lies beside what, and the same in characters, SVG and PNG."""

from __future__ import annotations

from datetime import date, datetime
from importlib.util import find_spec
from xml.etree import ElementTree

import pytest

from llmos import ToolError
from llmos_calendar.agenda.board import board
from llmos_calendar.agenda.characters import cut, width
from llmos_calendar.agenda.layout import plan
from llmos_calendar.agenda.png import png
from llmos_calendar.agenda.svg import svg
from llmos_calendar.agenda.terminal import drawn
from llmos_calendar.index.happening import Happening

NOW = datetime.fromisoformat("2026-11-26T10:40:00+01:00")


def happening(title, start, end, *, all_day=False, status=""):
    begin, finish = (datetime.fromisoformat(f"2026-11-{one}:00+01:00") for one in (start, end))
    return Happening(
        event="one",
        key="",
        kind="event",
        title=title,
        start=begin,
        end=finish,
        all_day=all_day,
        blocks=True,
        calendar="Work",
        colour="",
        place="",
        text="",
        people=[],
        status=status,
        repeats=False,
        zone="",
        completed="",
    )


def day(*happenings):
    return plan(list(happenings), date(2026, 11, 26), 1, NOW)


def test_events_that_overlap_share_the_width_and_others_do_not():
    laid = day(
        happening("A", "26T09:00", "26T10:00"),
        happening("B", "26T14:00", "26T16:00"),
        happening("C", "26T15:00", "26T17:00"),
        happening("D", "26T16:00", "26T16:30"),
    )
    slots = {slot.happening.title: (slot.lane, slot.lanes) for slot in laid.days[0].slots}
    assert slots == {"A": (0, 1), "B": (0, 2), "C": (1, 2), "D": (0, 2)}


def test_what_lasts_for_days_stands_above_them():
    laid = day(happening("Ski", "25T18:00", "27T18:00"), happening("A", "26T09:00", "26T10:00"))
    assert [one.title for one in laid.days[0].whole] == ["Ski"]


def test_the_hours_grow_to_what_happens():
    laid = day(
        happening("Early", "26T05:30", "26T06:00"), happening("Late", "26T21:00", "26T22:10")
    )
    assert (laid.first_hour, laid.last_hour) == (5, 23)


def test_cancelled_events_are_left_out():
    assert not day(happening("A", "26T09:00", "26T10:00", status="cancelled")).days[0].slots


@pytest.mark.parametrize(
    "title", ["飯田橋での長い長い長い会議の題名", "e\u0301" * 60, "👩‍👩‍👧 family", "x" * 300]
)
def test_any_title_keeps_the_drawing_within_its_columns(title):
    days = plan([happening(title, "26T09:00", "26T12:00")] * 3, date(2026, 11, 23), 7, NOW)
    assert all(width(line) <= 78 for line in drawn(days).splitlines())


def test_cutting_counts_wide_characters_twice():
    assert cut("飯田橋", 5) == "飯田…"
    assert cut("lunch", 5) == "lunch"


def test_the_svg_is_well_formed_whatever_titles_hold():
    laid = day(happening("<b>&\x00\x1b ü", "26T09:00", "26T10:00"))
    root = ElementTree.fromstring(svg(board(laid)))
    assert any("<b>&" in (element.text or "") for element in root.iter())


def test_a_png_is_one_or_an_error_that_says_what_to_install():
    laid = day(happening("A", "26T09:00", "26T10:00"))
    if find_spec("PIL"):
        assert png(board(laid)).startswith(b"\x89PNG")
    else:
        with pytest.raises(ToolError, match="Pillow"):
            png(board(laid))
