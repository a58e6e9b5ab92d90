"""What plugins rightly do goes on working inside; each is a function of `inside/controls.py`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from llmos.sandbox import tier

Arena = Callable[..., dict[str, str]]

ABIS = range(1, max(tier().landlock_abi, 1) + 1)
MOVE = "moves_its_file_between_folders"


@pytest.mark.parametrize("abi", ABIS)
def test_every_control_works(arena: Arena, user: int, abi: int) -> None:
    outcomes = arena(user, abi, only="controls")
    moved = outcomes.pop(MOVE)
    # A library that is not installed cannot be tried; the standard library always is.
    tried = {name: words for name, words in outcomes.items() if not words.startswith("absent")}
    assert set(tried.values()) == {"through"}, tried
    assert {name for name in outcomes if not name.startswith("uses_")} <= set(tried)
    assert (moved == "through") is (abi > 1), moved


def test_controls_work_without_confinement_too(arena: Arena, user: int) -> None:
    outcomes = arena(user, None, only="controls")
    assert {words for words in outcomes.values() if not words.startswith("absent")} == {"through"}
