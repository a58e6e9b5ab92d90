"""Threads are chosen from what is free."""

from __future__ import annotations

import pytest

from llmos.engines import threads


@pytest.mark.parametrize(("running", "free"), [(1, 4), (2, 3), (4, 1), (9, 1)])
def test_as_many_as_nobody_else_uses_but_at_least_one(running, free, tmp_path, monkeypatch):
    now = tmp_path / "loadavg"
    now.write_text(f"9.99 9.99 9.99 {running}/321 4711\n")
    monkeypatch.setattr(threads, "_RUNNING_NOW", now)
    monkeypatch.setattr(threads, "_cores", lambda: 4)
    assert threads.free_threads() == free


def test_where_nobody_counts_one_core_is_left_to_the_rest(tmp_path, monkeypatch):
    monkeypatch.setattr(threads, "_RUNNING_NOW", tmp_path / "absent")
    monkeypatch.setattr(threads, "_cores", lambda: 8)
    assert threads.free_threads() == 7


def test_there_is_always_one_here():
    assert threads.free_threads() >= 1
