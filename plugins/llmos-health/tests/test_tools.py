"""The tools, called as a worker calls them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

from llmos import Items, Picture, Table, Text, ToolError
from llmos_health.generating.body import Strain
from llmos_health.generating.clock import LocalClock
from llmos_health.settings import HealthSettings
from llmos_health.tools import charting, comparing, importing, listing, meeting, nightly, summing

from .conftest import BERLIN, document, record, small_body

BODY = small_body(first=date(2026, 3, 1), days=31, density=0.15, gap=10)
MARCH = {"since": date(2026, 3, 1), "until": date(2026, 3, 31)}


@pytest.fixture
def ctx(run, synthetic):
    """A run with the export of March 2026."""
    return run(synthetic(BODY))


def test_a_summary_names_units_sources_and_missing_days(ctx):
    result = summing.summary(ctx, **MARCH)
    lines = {line.metric: line for line in result.metrics}
    steps, pulse = lines["steps"], lines["heart rate"]
    assert (steps.days, pulse.days) == (31, 28)
    assert steps.total == pytest.approx(steps.a_day * 31)
    assert (pulse.total, pulse.unit) == (None, "bpm")
    assert steps.sources == [
        "Mira\N{RIGHT SINGLE QUOTATION MARK}s Apple\N{NO-BREAK SPACE}Watch",
        "Mira\N{RIGHT SINGLE QUOTATION MARK}s iPhone",
    ]
    table, rings = result.rendering()
    assert isinstance(table, Table)
    assert rings.text.startswith("Rings closed on 31 days: move ")
    row = next(row for row in table.rows if row[0] == "heart rate")
    assert row[1].endswith(" bpm")
    assert row[4:] == ["28 of 31 days", "Mira\N{RIGHT SINGLE QUOTATION MARK}s Apple Watch"]
    assert [one.title for one in result.citations()][
        -1
    ] == "Mira\N{RIGHT SINGLE QUOTATION MARK}s iPhone"


def test_a_summary_of_one_metric_understands_german(ctx):
    result = summing.summary(ctx, metric="Schritte", **MARCH)
    assert [line.metric for line in result.metrics] == ["steps"]


def test_without_days_a_summary_covers_the_usual_number_up_to_today(ctx):
    result = summing.summary(ctx)
    assert (result.since, result.until) == (date(2026, 3, 3), date(2026, 4, 1))
    ctx.settings = HealthSettings(days=7)
    assert summing.summary(ctx).since == date(2026, 3, 26)


def test_a_metric_that_was_not_measured_names_those_that_were(ctx):
    with pytest.raises(ToolError, match="'shoe size' was not measured") as error:
        summing.summary(ctx, metric="shoe size")
    assert "heart rate" in error.value.hint


def test_days_in_the_wrong_order_are_a_sentence(ctx):
    with pytest.raises(ToolError, match="comes after the last one"):
        summing.summary(ctx, since=date(2026, 3, 9), until=date(2026, 3, 2))


def test_nothing_measured_is_said(ctx):
    result = summing.summary(ctx, since=date(2020, 1, 1), until=date(2020, 1, 2))
    assert result.rendering()[0] == Text(
        "Nothing was measured on Wed 1 Jan 2020 to Thu 2 Jan 2020."
    )


def test_a_trend_has_its_interval_and_a_drawing_with_gaps(ctx):
    result = comparing.trend(ctx, metric="weight", **MARCH)
    assert result.change_low < result.change < result.change_high
    assert (result.days, result.unit) == (16, "kg")
    assert "95 % interval" in result.sentence
    drawing = result.rendering()[1]
    assert drawing.style == "drawing"
    assert "·" in drawing.text


def test_a_clear_trend_says_where_it_went(run, export):
    path = export(
        *(
            record(
                "HKQuantityTypeIdentifierRestingHeartRate",
                start=f"2026-03-{day:02} 08:00:00 +0100",
                value=str(70 - day / 2),
                unit="count/min",
            )
            for day in range(1, 25)
        )
    )
    result = comparing.trend(
        run(path), metric="resting heart rate", since=date(2026, 3, 1), until=date(2026, 3, 24)
    )
    assert result.clear
    assert result.change == pytest.approx(-11.5)
    assert result.sentence.startswith(
        "Resting heart rate fell from about 70 bpm to 58 bpm over 24 days"
    )


def test_too_few_days_tell_no_trend(ctx):
    result = comparing.trend(ctx, metric="weight", since=date(2026, 3, 28))
    assert result.change is None
    assert result.sentence == "Weight: too few days were measured to tell a trend."


def test_a_comparison_takes_the_time_before_unless_another_is_named(ctx):
    week = {"since": date(2026, 3, 16), "until": date(2026, 3, 22)}
    result = comparing.compare(ctx, metric="steps", **week)
    assert (result.first.since, result.first.until) == (date(2026, 3, 9), date(2026, 3, 15))
    assert result.by == pytest.approx(result.second.mean - result.first.mean)
    other = comparing.compare(
        ctx, metric="steps", **week, with_since=date(2026, 3, 1), with_until=date(2026, 3, 7)
    )
    assert other.first.since == date(2026, 3, 1)
    assert "no clear difference" in other.sentence
    assert "95 % interval" in other.sentence


def test_where_nothing_was_measured_nobody_is_said_to_have_measured(ctx):
    early = {"since": date(2020, 1, 1), "until": date(2020, 1, 9)}
    for result in (
        comparing.trend(ctx, metric="weight", **early),
        comparing.compare(ctx, metric="weight", **early),
        charting.chart(ctx, metric="weight", **early),
        nightly.sleep(ctx, **early),
    ):
        assert "measured by" not in str(result.rendering())


def test_sleep_lists_nights_with_their_stages(ctx):
    result = nightly.sleep(ctx, since=date(2026, 3, 8), until=date(2026, 3, 10))
    assert (result.measured, len(result.nights)) == (2, 3)
    first = result.nights[0]
    assert first.core + first.deep + first.rem == pytest.approx(first.asleep)
    assert first.in_bed > first.asleep
    assert result.nights[2].asleep == 0
    table, sentence, note, *_ = result.rendering()
    assert table.rows[2][2] == "not measured"
    assert sentence.text.startswith("You slept ")
    assert "2 of 3 days" in note.text


def test_workouts_are_listed_by_kind_with_what_was_measured(ctx):
    result = listing.workouts(ctx, kind="runs", **MARCH)
    assert {one.kind for one in result.workouts} == {"running"}
    run = result.workouts[0]
    assert run.climb > 0
    assert run.pauses == 1
    (items,) = result.rendering()
    assert isinstance(items, Items)
    assert "km" in items.items[0].detail
    every = listing.workouts(ctx, limit=2, **MARCH)
    assert (len(every.workouts), every.total > 2) == (2, True)


def test_records_are_listed_as_they_were_measured(run, export):
    path = export(
        record(start="2026-03-02 10:00:00 +0100", end="2026-03-02 10:05:00 +0100", value="77"),
        record(start="2026-03-03 10:00:00 +0100", value="78", source="Band"),
    )
    result = listing.records(run(path), metric="steps", **MARCH)
    assert [(one.value, one.source) for one in result.records] == [
        (78, "Band"),
        (77, "Mira's iPhone"),
    ]
    assert result.records[1].start.isoformat() == "2026-03-02T10:00:00+01:00"
    (table,) = result.rendering()
    assert table.rows[1][:2] == ["Mon 2 Mar 2026", "10:00:00 to 10:05:00"]


def test_records_of_categories_are_words(ctx):
    result = listing.records(ctx, metric="sleep", limit=3, **MARCH)
    assert {one.value for one in result.records} == {None}
    assert all("sleep analysis" in one.word for one in result.records)


def test_blood_pressure_is_listed_as_pairs(ctx):
    result = listing.records(ctx, metric="Blutdruck", **MARCH)
    assert result.total == 4
    assert re.fullmatch(r"1\d\d/\d\d mmHg", result.records[0].word)


def test_a_chart_is_a_picture_with_a_drawing(ctx):
    result = charting.chart(ctx, metric="sleep", format="svg", **MARCH)
    (picture,) = result.rendering()
    assert isinstance(picture, Picture)
    assert picture.data.startswith(b"<?xml")
    assert "28 of 31 days" in picture.caption
    assert "┤" in picture.text
    empty = charting.chart(ctx, metric="steps", since=date(2020, 1, 1), until=date(2020, 1, 9))
    assert isinstance(empty.rendering()[0], Text)


def event(day: int, hour: int, title: str, *people: str, minutes: int = 60) -> dict[str, Any]:
    start = f"2026-03-{day:02}T{hour:02}:00:00+01:00"
    end = f"2026-03-{day:02}T{hour + minutes // 60:02}:{minutes % 60:02}:00+01:00"
    times = {"start": start, "end": end, "all_day": False}
    return {"id": f"{title}-id", "title": title, "people": list(people), **times}


class Calendar:
    """Answers `calendar.events` as llmos-calendar does, and keeps what it was asked."""

    def __init__(self, *events: dict[str, Any]) -> None:
        self.events = events
        self.asked: dict[str, Any] = {}

    def call(self, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
        assert tool == "calendar.events"
        self.asked = arguments
        return {"events": list(self.events)}


@pytest.fixture
def strained(run, synthetic):
    """A run in which the review of 24 March raised the pulse by 25, and nothing else did."""
    clock = LocalClock(BERLIN)
    begin = clock.moment(date(2026, 3, 24), 14)
    strain = Strain(begin, begin + 3600, 25)
    body = small_body(first=date(2026, 2, 20), days=45, density=0.5, gap=0, strains=(strain,))

    def make(*events: dict[str, Any], **limits: Any):
        ctx = run(synthetic(body), now="2026-03-25T20:00", **limits)
        ctx._reach = Calendar(*events)
        return ctx

    return make


REVIEW = event(24, 14, "Quarterly review", "Ines Carvalho")
CALL = event(24, 10, "Call with Omar")


def test_the_meeting_that_raised_the_pulse_most_comes_first(strained):
    ctx = strained(CALL, REVIEW, event(25, 9, "Stand-up", minutes=10))
    result = meeting.during(ctx, since=date(2026, 3, 23))
    assert [one.title for one in result.events] == ["Quarterly review", "Call with Omar"]
    first = result.events[0]
    assert first.rise == pytest.approx(25, abs=4)
    assert first.distance > 4
    assert first.peak > first.mean > first.usual
    assert abs(first.after_rise) < 5
    assert abs(result.events[1].rise) < 5
    assert result.unmeasured == ["Stand-up"]
    items, missing, cause = result.rendering()
    assert items.items[0].cites == "Quarterly review-id"
    assert missing.text == "Not enough measurements: Stand-up."
    assert "not a diagnosis" in cause.text


def test_an_event_in_which_the_user_trained_says_nothing_about_stress(strained):
    result = meeting.during(strained(REVIEW, event(22, 18, "Rowing")))
    assert [one.title for one in result.events] == ["Quarterly review"]
    assert result.trained == ["Rowing"]
    assert result.rendering()[1].text == "Left out, because you trained then: Rowing."


def test_under_a_grant_of_words_events_are_told_in_words_without_a_digit(strained):
    ctx = strained(CALL, REVIEW, event(22, 18, "Rowing"), resolution="label")
    result = meeting.during(ctx, since=date(2026, 3, 20))
    assert [(one.title, one.weekday, one.during) for one in result.events] == [
        ("Quarterly review", "Tuesday", "elevated"),
        ("Call with Omar", "Tuesday", "usual"),
    ]
    assert result.events[0].after == "usual"
    assert "Left out, because you trained then: Rowing." in result.notes
    advice = meeting.suggest(ctx)
    assert [one.kind for one in advice.suggestions] == ["break", "calm_wording"]
    assert "Take a break" in advice.suggestions[0].text
    for answer in (result, advice):
        shown = f"{answer.model_dump_json()} {answer.rendering()} {answer.citations()}"
        assert not any(letter.isdigit() for letter in shown)
    assert meeting.suggest(strained(CALL, resolution="label")).suggestions == []


def test_words_about_events_need_the_pulse_in_the_grant(strained):
    ctx = strained(REVIEW, resolution="label", names=("steps",))
    with pytest.raises(ToolError, match="was not measured, or the grant"):
        meeting.during(ctx)
    assert meeting.during(strained(resolution="label")).rendering()[0] == Text(
        "No event of that time has enough measurements."
    )


def test_only_what_was_asked_for_is_asked_of_the_calendar(strained):
    ctx = strained(REVIEW)
    meeting.during(ctx, text="review", person="Ines")
    assert ctx._reach.asked == {
        "since": "2026-03-19",
        "until": "2026-03-25",
        "text": "review",
        "person": "Ines",
        "limit": 500,
    }


def test_without_events_that_is_said(strained):
    assert meeting.during(strained()).rendering()[0] == Text(
        "No event of that time has enough measurements."
    )


def test_after_a_demanding_event_a_break_and_a_calmer_wording_are_suggested(strained):
    ctx = strained(CALL, REVIEW, event(24, 15, "Next one"))
    result = meeting.suggest(ctx)
    assert [one.kind for one in result.suggestions] == ["break", "calm_wording"]
    rest, wording = result.suggestions
    assert (rest.end - rest.start) == timedelta(minutes=15)
    assert "begin “Next one” a little later" in rest.text
    assert wording.people == ["Ines Carvalho"]
    assert rest.evidence.id == "Quarterly review-id"
    assert [one.id for one in result.citations()] == ["Quarterly review-id"]


def test_after_a_calm_day_nothing_is_suggested(strained):
    result = meeting.suggest(strained(CALL))
    assert result.suggestions == []
    ctx = strained(CALL, REVIEW)
    ctx.settings = HealthSettings(demanding_bpm=60)
    assert meeting.suggest(ctx).suggestions == []


def test_reading_reports_what_changed(run, export):
    ctx = run(export(record(), record(value="7", source="Band")))
    first = importing.refresh(ctx)
    assert (first.records, first.added, first.removed, first.metrics) == (2, 2, 0, 1)
    again = importing.refresh(ctx)
    assert (again.records, again.added) == (2, 0)


def test_a_first_look_says_how_large_the_export_is_and_when_it_was_written(
    run, synthetic, tmp_path
):
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04")
    report = importing.inspect(run(synthetic(BODY), tmp_path / "broken.zip"))
    (line,) = report.sources
    assert line.written == "2026-04-01"
    assert line.size > 1_000_000
    assert "broken.zip" in report.notes[0]


def test_the_status_lists_what_is_there_and_what_could_not_be_read(run, synthetic, tmp_path):
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04")
    ctx = run(synthetic(BODY), tmp_path / "broken.zip")
    assert importing.status(ctx).records == 0
    importing.refresh(ctx)
    status = importing.status(ctx)
    assert status.records > 1_000
    assert (status.first_day, status.last_day) == ("2026-03-01", "2026-03-31")
    assert any("Sinus Rhythm" in paper for paper in status.papers)
    assert "broken.zip" in status.problems[0]


def test_problems_of_an_export_are_said_with_every_answer(run, tmp_path):
    path = tmp_path / "export.xml"
    path.write_text(document(record(), record(start="yesterday")))
    result = summing.summary(run(path), **MARCH)
    assert result.notes == ["export.xml: A record has a date that is none."]


def test_while_another_process_reads_the_others_answer_and_say_so(run, export):
    from llmos import only_one

    ctx = run(export(record()))
    importing.refresh(ctx)
    with only_one(ctx.data / "reading.lock"):
        assert summing.summary(ctx, **MARCH).notes == []
    export(record(), record(value="8"))
    with only_one(ctx.data / "reading.lock"):
        assert "being read right now" in summing.summary(ctx, **MARCH).notes[0]
        with pytest.raises(ToolError, match="another process"):
            importing.refresh(ctx)


def test_a_store_that_cannot_be_written_is_a_sentence(run, export):
    ctx = run(export(record()))
    (ctx.data / "health.db").mkdir()
    with pytest.raises(ToolError, match=r"health\.db cannot be used"):
        summing.summary(ctx)
