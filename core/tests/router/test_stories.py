"""Clauses that tell why are no part of what is asked for."""

from __future__ import annotations

import pytest

from llmos.router.stories import told


def tale(request):
    return " | ".join(request[begin:end] for begin, end in told(request))


@pytest.mark.parametrize(
    ("request_", "story"),
    [
        ("I've been on a plane all day, catch me up on my mail", "I've been on a plane all day"),
        ("Welche Termine habe ich? Ich bin wieder gesund", "Ich bin wieder gesund"),
        ("do the talk at 11 instead of 10", "instead of 10"),
        ("find the lease, my landlord is asking again", "my landlord is asking again"),
    ],
)
def test_what_only_tells_is_left_out(request_, story):
    assert tale(request_) == story


@pytest.mark.parametrize(
    "request_",
    [
        "Yoga is off, delete it",
        "I have a concert on Friday, put it in",
        "my brother wrote about the boat, can you dig that up?",
        "I need the mail about the lease",
        "I'd like to see my week",
    ],
)
def test_what_the_request_points_at_stays(request_):
    assert tale(request_) == ""
