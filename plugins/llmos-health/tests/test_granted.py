"""What a grant of a part gives, and what it does not."""

from __future__ import annotations

from datetime import date

import pytest

from llmos import ToolError
from llmos_health.tools import charting, comparing, importing, listing, meeting, nightly, summing

from .conftest import small_body

BODY = small_body(first=date(2026, 3, 1), days=31, density=0.15, gap=10)
MARCH = {"since": date(2026, 3, 1), "until": date(2026, 3, 31)}
FINER = [
    (listing.records, {"metric": "steps"}, "A list of single records"),
    (meeting.during, {}, "The pulse during events"),
    (meeting.suggest, {}, "A suggestion after events"),
]
WORDLESS = [
    (listing.workouts, {}, "A list of workouts"),
    (charting.chart, {"metric": "steps"}, "A chart"),
    (listing.records, {"metric": "steps"}, "A list of single records"),
]


@pytest.fixture
def limited(run, synthetic):
    """Make a run with a limited grant."""
    path = synthetic(BODY)
    return lambda **limits: run(path, **limits)


def metrics(ctx) -> list[str]:
    return [line.metric for line in summing.summary(ctx, **MARCH).metrics]


def test_reproductive_health_is_given_only_if_it_is_named(limited):
    assert "menstrual flow" not in metrics(limited())
    assert "menstrual flow" not in metrics(limited(names=("activity", "heart")))
    assert metrics(limited(names=("reproductive health",))) == ["menstrual flow"]
    assert "menstrual flow" not in metrics(limited())


def test_only_the_named_metrics_are_given(limited):
    ctx = limited(names=("heart rate", "sleep"))
    assert metrics(ctx) == ["heart rate", "sleep"]
    assert nightly.sleep(ctx, **MARCH).nights
    with pytest.raises(ToolError, match="not measured, or the grant") as error:
        comparing.trend(ctx, metric="weight")
    assert error.value.hint == "There are: heart rate, sleep."
    assert listing.workouts(ctx, **MARCH).total == 0
    assert nightly.sleep(limited(names=("steps",)), **MARCH).nights == []
    assert summing.summary(ctx, **MARCH).rings is None
    assert summing.summary(limited(names=("rings", "steps")), **MARCH).rings.days == 31
    assert listing.workouts(limited(names=("workouts",)), **MARCH).total > 0


def test_only_the_days_of_the_grant_are_given(limited):
    ctx = limited(since=date(2026, 3, 10), until=date(2026, 3, 12))
    (line,) = summing.summary(ctx, metric="steps", **MARCH).metrics
    assert line.days == 3
    assert len(nightly.sleep(ctx, **MARCH).nights) == 3
    days = {
        one.start.date() for one in listing.records(ctx, metric="steps", limit=500, **MARCH).records
    }
    assert days == {date(2026, 3, 10), date(2026, 3, 11), date(2026, 3, 12)}
    assert {one.start.date() for one in listing.workouts(ctx, **MARCH).workouts} <= days
    with pytest.raises(ToolError, match="comes after"):
        summing.summary(ctx, since=date(2026, 3, 20), until=date(2026, 3, 1))


def test_limits_are_said_with_the_answer(limited):
    notes = summing.summary(limited(names=("heart", "shoe size")), **MARCH).notes
    assert notes[0] == "The grant limits what is looked at: only heart, shoe size."
    assert "does not know: shoe size" in notes[1]


def test_a_grant_of_days_gives_days_and_keeps_nothing_finer(limited):
    whole, ctx = limited(), limited(resolution="daily")
    expected = summing.summary(whole, metric="steps", **MARCH).metrics[0].a_day
    assert summing.summary(ctx, metric="steps", **MARCH).metrics[0].a_day == pytest.approx(expected)
    night = nightly.sleep(ctx, **MARCH).nights[0]
    assert night.start is None
    assert night.asleep > 0
    assert {one.start.time().isoformat() for one in listing.workouts(ctx, **MARCH).workouts} == {
        "00:00:00"
    }
    charting.chart(ctx, metric="heart rate", **MARCH)
    for tool, arguments, what in FINER:
        with pytest.raises(ToolError, match=f"{what} needs the resolution raw"):
            tool(ctx, **arguments)


def test_the_store_of_days_holds_no_record_and_no_time_of_day(run, synthetic):
    ctx = run(synthetic(BODY), resolution="daily")
    importing.refresh(ctx)
    assert not (ctx.data / "health.db").exists()
    from llmos_health.store.schema import open_store

    connection = open_store(ctx.data / "daily.db")
    counts = {
        "blocks": "SELECT count(*) FROM blocks",
        "single values": "SELECT count(*) FROM daily WHERE low != value OR high != value",
        "times of nights": "SELECT count(*) FROM nights WHERE start OR until",
        "times of workouts": "SELECT count(*) FROM workouts WHERE start % 86400",
        "events": "SELECT count(*) FROM workouts WHERE events != '[]'",
        "pairs": "SELECT count(*) FROM correlations",
    }
    assert {what: connection.execute(query).fetchone()[0] for what, query in counts.items()} == (
        dict.fromkeys(counts, 0)
    )
    connection.close()


def test_a_store_of_days_answers_without_the_sources(run, synthetic):
    ctx = run(synthetic(BODY), resolution="daily")
    importing.refresh(ctx)
    ctx.sources = ()
    assert summing.summary(ctx, metric="steps", **MARCH).metrics[0].days == 31


def no_digit(*texts: object) -> bool:
    return not any(letter.isdigit() for text in texts for letter in str(text))


def test_a_grant_of_words_gives_words_and_no_digit(limited):
    ctx = limited(resolution="label")
    week = {"since": date(2026, 3, 25), "until": date(2026, 3, 31)}
    answers = [
        summing.summary(ctx, **MARCH),
        summing.summary(ctx, metric="Puls", **week),
        comparing.trend(ctx, metric="weight", **MARCH),
        comparing.compare(ctx, metric="steps", **week),
        nightly.sleep(ctx, **week),
        importing.refresh(ctx),
        importing.status(ctx),
    ]
    for answer in answers:
        assert no_digit(answer.model_dump_json(), *answer.rendering(), answer.citations()), answer
    assert answers[1].words[0].metric == "heart rate"
    assert {one.word.partition(",")[0] for one in answers[0].words} <= {
        "usual",
        "low",
        "elevated",
        "new",
    }
    for tool, arguments, what in WORDLESS:
        with pytest.raises(ToolError, match=what) as error:
            tool(ctx, **arguments)
        assert no_digit(error.value, error.value.hint)


def test_errors_of_a_grant_of_words_bear_no_digit(limited):
    ctx = limited(resolution="label", since=date(2026, 3, 1))
    with pytest.raises(ToolError, match="That was not measured") as error:
        summing.summary(ctx, metric="size 42", **MARCH)
    assert no_digit(error.value, error.value.hint)


def test_a_grant_of_words_keeps_words_on_disk_and_nothing_else(limited):
    ctx = limited(resolution="label")
    importing.refresh(ctx)
    files = {path.name: path.read_bytes() for path in ctx.data.iterdir()}
    assert set(files) == {"words.txt", "reading.lock"}
    assert files["reading.lock"] == b""
    assert no_digit(files["words.txt"].decode())
    assert b"menstrual" not in files["words.txt"]


def test_words_of_an_older_form_are_made_anew(limited, monkeypatch):
    ctx = limited(resolution="label")
    monkeypatch.setattr("llmos_health.opening.VERSION", 0)
    importing.refresh(ctx)
    (ctx.data / "words.txt").write_text((ctx.data / "words.txt").read_text("utf-8")[:500], "utf-8")
    monkeypatch.undo()
    importing.refresh(ctx)
    assert len((ctx.data / "words.txt").read_text("utf-8")) > 500


def test_words_answer_without_the_sources_and_say_when_there_are_none(run, synthetic):
    ctx = run(synthetic(BODY), resolution="label")
    sources, ctx.sources = ctx.sources, ()
    with pytest.raises(ToolError, match="no words about your health yet"):
        summing.summary(ctx)
    ctx.sources = sources
    importing.refresh(ctx)
    ctx.sources = ()
    assert summing.summary(ctx, metric="steps", **MARCH).words[0].word.startswith("usual")
