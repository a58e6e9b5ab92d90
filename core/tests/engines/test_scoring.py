"""Likelihoods of names: one walk over the tree of their tokens."""

from __future__ import annotations

from math import exp

import pytest

from llmos.engines.scoring import likelihoods

from .walking import Liking, tokens

NAMES = ['mail.search"', 'mail.send"', 'files.search"', 'none"']


def test_the_liked_name_is_the_likeliest_and_all_share_one_whole():
    found = likelihoods(Liking('mail.send"'), [tokens(name) for name in NAMES])
    assert max(range(4), key=found.__getitem__) == 1
    assert sum(map(exp, found)) == pytest.approx(1.0)


def test_only_the_places_where_names_part_are_read():
    model = Liking('none"')
    likelihoods(model, [tokens(name) for name in NAMES])
    assert model.reads == ["mail.se"]  # "files" and "none" have parted from it before
    assert model.place == 0


def test_a_name_that_begins_like_another_is_kept_apart_by_its_end():
    names = [tokens(f'{name}"') for name in ("remind", "reminders")]
    found = likelihoods(Liking('remind"'), names)
    assert found[0] > found[1]


def test_one_name_alone_is_certain_and_costs_nothing():
    model = Liking()
    assert likelihoods(model, [tokens('only"')]) == [0.0]
    assert model.reads == []
