"""Dating the life: when messages were written, what they answer, and what is still open."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from llmos.demo.letters import Post, write_letters
from llmos.demo.life import read_life

from .conftest import BERLIN, NOW


def post(now: datetime = NOW) -> Post:
    return write_letters(read_life(), now)


def test_no_message_is_younger_than_now_or_older_than_six_weeks(now: datetime) -> None:
    for letter in post(now).letters:
        assert now - timedelta(weeks=6) < letter.moment.when < now


def test_the_youngest_message_is_from_yesterday_in_the_persons_zone(now: datetime) -> None:
    youngest = post(now).letters[-1].moment.when
    assert youngest.date() == now.astimezone(BERLIN).date() - timedelta(days=1)


def test_messages_come_oldest_first_and_answers_after_what_they_answer(now: datetime) -> None:
    letters = post(now).letters
    times = [letter.moment.when.timestamp() for letter in letters]
    assert times == sorted(times)
    for letter in letters:
        if letter.parent:
            assert letter.parent.moment.when.timestamp() < letter.moment.when.timestamp()


def test_no_colleague_writes_on_a_weekend(now: datetime) -> None:
    for letter in post(now).letters:
        if letter.sender.relation == "work":
            assert letter.moment.when.weekday() < 5


def test_the_sales_figures_came_last_tuesday(now: datetime) -> None:
    day = max(
        letter.moment.when.date()
        for letter in post(now).letters
        if letter.subject.startswith("Sales figures")
    )
    assert day.weekday() == 1
    assert 1 <= (now.astimezone(BERLIN).date() - day).days <= 7


def test_the_review_the_meeting_and_the_dinner_are_still_to_come(now: datetime) -> None:
    ahead = {"Quarterly review": 9, "Meeting about the dealer portal": 7, "Dinner on": 5}
    for subject, days in ahead.items():
        dates = [
            letter.moment.day(days)
            for letter in post(now).letters
            if subject in letter.subject and f"{{date:+{days}}}" in letter.message.text
        ]
        assert len(dates) == 1
        assert dates[0] > now.astimezone(BERLIN).date()


def test_weekday_names_are_never_a_week_or_more_away(now: datetime) -> None:
    # "By Friday" means the next Friday to whoever reads it.
    for letter in post(now).letters:
        for offset in re.findall(r"\{weekday:([+-]\d+)\}", letter.message.text):
            distance = letter.moment.day(int(offset)) - letter.moment.when.date()
            assert timedelta(days=1) <= distance < timedelta(days=7)


def test_labels_cite_sentences_of_messages_that_exist(now: datetime) -> None:
    written = post(now)
    texts = {letter.id: " ".join(letter.text.split()) for letter in written.letters}
    for label in written.expected:
        assert label.sentence in texts[label.message]


def test_labels_say_whose_turn_it_is(now: datetime) -> None:
    written = post(now)
    mine = {letter.id: letter.is_mine for letter in written.letters}
    for label in written.expected:
        # A question waits for the other side, a promise for its writer.
        assert mine[label.message] == ((label.kind == "promise") == (label.direction == "mine"))


def test_promises_are_open_because_their_day_has_passed(now: datetime) -> None:
    today = now.astimezone(BERLIN).date()
    for label in post(now).expected:
        if label.kind == "promise":
            assert label.due is not None
            assert label.due < today


def test_nothing_open_was_answered_later_in_its_thread(now: datetime) -> None:
    written = post(now)
    by_id = {letter.id: letter for letter in written.letters}
    for label in written.expected:
        owed_by_her = label.direction == "mine"
        later = [
            letter
            for letter in written.letters
            if label.message in letter.ancestors and letter.is_mine == owed_by_her
        ]
        assert later == []
        assert label.message in by_id


def test_message_ids_do_not_depend_on_the_present(now: datetime) -> None:
    assert {one.id for one in post(now).letters} == {one.id for one in post().letters}


def test_message_ids_are_unique() -> None:
    letters = post().letters
    assert len({letter.id for letter in letters}) == len(letters)
