"""The attack matrix: nothing gets out of a confined worker, and everything gets out of a free one.

The attacks themselves are the functions of `inside/attacks_on_*.py`.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from llmos.sandbox import tier

Outcomes = dict[str, str]
Arena = Callable[..., Outcomes]

CURRENT = max(tier().landlock_abi, 1)
EVERY_ABI = range(1, CURRENT + 1)
FEWEST_ATTACKS = 31


def got_through(outcomes: Outcomes) -> list[str]:
    return [name for name, words in outcomes.items() if words == "through"]


@pytest.mark.parametrize("abi", EVERY_ABI)
def test_no_attack_gets_through(arena: Arena, user: int, abi: int) -> None:
    outcomes = arena(user, abi)
    assert len(outcomes) >= FEWEST_ATTACKS
    assert got_through(outcomes) == []


def test_the_same_attacks_get_through_without_confinement(arena: Arena, user: int) -> None:
    assert len(got_through(arena(user, None))) >= 25


@pytest.mark.parametrize(
    ("without", "attack"),
    [
        ("resource limits", "take_all_memory"),
        ("resource limits", "fill_the_disk_with_one_file"),
        ("resource limits", "take_all_descriptors"),
        ("Landlock", "read_a_foreign_file"),
        ("Landlock", "write_into_another_plugins_data"),
        ("Landlock", "list_the_machines_connections"),
        ("seccomp", "send_over_udp"),
        ("seccomp", "connect_to_a_socket_in_the_file_system"),
        ("seccomp", "change_a_granted_files_mode"),
        ("seccomp", "fork"),
    ],
)
def test_one_protection_less_lets_an_attack_through(
    arena: Arena, user: int, without: str, attack: str
) -> None:
    only = [attack]
    assert got_through(arena(user, CURRENT, only=only)) == []
    assert got_through(arena(user, CURRENT, only=only, without=[without])) == only


@pytest.mark.parametrize(
    "attack",
    [
        "empty_a_foreign_file",
        "empty_a_file_that_may_be_read",
        "empty_a_foreign_file_with_access_mode_three",
        "connect_over_tcp",
        "connect_to_an_abstract_socket",
        "signal_the_kernel",
    ],
)
def test_seccomp_closes_what_the_first_landlock_leaves_open(
    arena: Arena, user: int, attack: str
) -> None:
    only = [attack]
    assert got_through(arena(user, 1, only=only)) == []
    assert got_through(arena(user, 1, only=only, without=["seccomp"])) == only


def test_others_of_the_same_user_cannot_look_into_a_worker(
    arena: Arena, ordinary_user: int
) -> None:
    only = ["be_read_by_a_program_of_the_same_user"]
    assert got_through(arena(ordinary_user, CURRENT, only=only)) == []
    assert got_through(arena(ordinary_user, CURRENT, only=only, without=["not dumpable"])) == only


def test_processor_time_runs_out(arena: Arena, user: int) -> None:
    only = ["burn_processor_time"]
    outcomes = arena(user, CURRENT, only=only, limits={"cpu_seconds": 1})
    assert outcomes == {"burn_processor_time": "killed by SIGKILL"}


def test_threads_run_out(arena: Arena, ordinary_user: int) -> None:
    only = ["start_a_crowd_of_threads"]
    assert got_through(arena(ordinary_user, CURRENT, only=only)) == only
    assert got_through(arena(ordinary_user, CURRENT, only=only, limits={"processes": 32})) == []
