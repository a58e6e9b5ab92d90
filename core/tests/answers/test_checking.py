"""What a written sentence states must stand in a record, and together in one."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from llmos.answers import Record, borne_out

NOW = datetime(2026, 11, 24, 20, tzinfo=ZoneInfo("Europe/Berlin"))
RECORDS = [
    Record(
        1,
        "lease.pdf",
        "Landlord: Holger Petersen\nThe rent is 1,480 EUR a month, due on the third working day.\n"
        "Both sides may give notice three months before the end of a month.\n"
        "Small animals may be kept. A dog or a cat needs the landlord's consent.",
    ),
    Record(2, "Quarterly review", "Thu 26 Nov 2026, 14:00-15:30 · Big room · with Ines Carvalho"),
    Record(3, "Team stand-up", "Fri 27 Nov 2026, 09:15-09:30 · with Priya Raman"),
    Record(4, "Hausordnung", "Ruhezeiten: von 22 bis 7 Uhr. Waschküche: Montag ist zweiter Stock."),
    Record(5, "Loyer", "Le loyer est dû le 3 décembre, 1 480 euros, à M. Lefèvre."),
    Record(6, "Portal", "It is frozen from 20 to 21 November. Questions: help@portal.example"),
    Record(
        7,
        "Plumber",
        "Mon 16 Nov 2026\nThe plumber rings on Friday.\n"
        "The chimney is swept on Wednesday.\nThe heater is new.",
    ),
]


def stands(sentence: str, question: str = "") -> tuple[int, ...]:
    return borne_out(sentence, RECORDS, question, NOW).records


@pytest.mark.parametrize(
    ("sentence", "record"),
    [
        ("Small animals may be kept, but a dog or cat needs the landlord's consent.", 1),
        ("The rent is €1,480 a month.", 1),
        ("The rent is 1480.00 EUR.", 1),
        ("Notice is given 3 months before the end of a month.", 1),
        ("The quarterly review is on Thursday at 2 pm in the Big room.", 2),
        ("The review with Ines is on November 26.", 2),
        ("The review with Ines is on 26.11.2026, 14:00.", 2),
        ("Die Ruhezeiten sind von 22 bis 7 Uhr.", 4),
        ("Am Montag ist die Waschküche für den zweiten Stock.", 4),
        ("Le loyer de 1480 euros est dû le 3 décembre.", 5),
        ("The portal is frozen on 20 November.", 6),
        ("Questions go to help@portal.example.", 6),
        ("The chimney will be swept on Wednesday.", 7),
        ("The heater is new, he wrote on Monday.", 7),
    ],
)
def test_what_stands_in_a_record_is_borne_out_by_it(sentence: str, record: int) -> None:
    assert stands(sentence) == (record,)


@pytest.mark.parametrize(
    ("sentence", "lacking"),
    [
        ("The rent is 1,490 EUR a month.", "a number"),
        ("The rent is two thousand EUR a month.", "a number"),
        ("The quarterly review is on Friday in the Big room.", "a time"),
        ("The quarterly review is on 27 November in the Big room.", "a time"),
        ("The quarterly review is at 3 pm in the Big room.", "a time"),
        ("The quarterly review is tomorrow in the Big room.", "a time"),
        ("The quarterly review is next week in the Big room.", "a time"),
        ("The plumber rings on Monday.", "a time"),
        ("The plumber rings on Wednesday.", "a time"),
        ("Klaus is the landlord and needs consent for a dog.", "a name"),
        ("The landlord Karsten needs to give consent.", "a name"),
        ("Questions go to help@portal.example.net.", "an address"),
        ("Questions about the frozen portal: https://portal.example/x", "a link"),
        ("Die Ruhezeiten sind von 22 bis 6 Uhr.", "a time"),
        ("Le loyer de 1480 euros est dû le 4 décembre.", "a time"),
        ("Small animals may not be kept.", "a denial"),
        ("The moon shines brightly above green hills.", "anything like it"),
    ],
)
def test_what_no_record_says_is_named_by_its_kind(sentence: str, lacking: str) -> None:
    verdict = borne_out(sentence, RECORDS, "", NOW)
    assert (verdict.records, verdict.lacking) == ((), lacking)


def test_facts_of_two_records_do_not_make_one_statement() -> None:
    assert stands("The quarterly review is at 09:15 with Priya.") == ()
    assert stands("The team stand-up is on Thursday.") == ()


def test_a_list_is_borne_out_part_by_part() -> None:
    listed = (
        "The quarterly review is on Thursday at 14:00, and the team stand-up on Friday at 9:15."
    )
    assert stands(listed) == (2, 3)
    assert stands(listed.replace("9:15", "9:45")) == ()


def test_the_question_repeated_is_no_answer() -> None:
    assert stands("The landlord and the dog.", "What does the landlord say about a dog?") == ()


def test_the_questions_own_words_with_a_number_are_one() -> None:
    assert stands("The rent is 1,480 EUR a month.", "How many EUR a month is the rent?") == (1,)


def test_a_denial_needs_one_in_the_record() -> None:
    records = [Record(1, "Hausordnung", "Ruhezeiten von 22 bis 7 Uhr. Bohren nur werktags.")]
    assert (
        borne_out("Es gibt keine Ruhezeiten, sagt die Hausordnung.", records, "", NOW).records == ()
    )


def test_a_relative_day_is_the_day_that_it_is_now() -> None:
    records = [Record(1, "Review", "Wed 25 Nov 2026, 14:00"), Record(2, "Note", "Come tomorrow!")]
    assert borne_out("The review is tomorrow.", records, "", NOW).records == (1,)
    assert borne_out("The note says to come tomorrow.", records, "", NOW).records == ()
