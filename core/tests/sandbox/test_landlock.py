"""What is asked of each version of Landlock: all that it knows, and nothing that it does not."""

from __future__ import annotations

import struct

import pytest

from llmos.sandbox import landlock

LAST_RIGHT = {
    1: "make symbolic links",
    2: "refer",
    3: "truncate",
    4: "truncate",
    5: "control devices",
    6: "control devices",
    7: "control devices",
    40: "control devices",
}
BIT = {"make symbolic links": 12, "refer": 13, "truncate": 14, "control devices": 15}


@pytest.mark.parametrize("version", LAST_RIGHT)
def test_every_known_right_on_files_is_taken_away(version: int) -> None:
    last = BIT[LAST_RIGHT[version]]
    assert landlock.handled(version) == (1 << last + 1) - 1


@pytest.mark.parametrize(
    ("version", "network", "scope"),
    [(1, 0, 0), (3, 0, 0), (4, 3, 0), (5, 3, 0), (6, 3, 3), (9, 3, 3)],
)
def test_tcp_and_scope_are_taken_away_where_they_are_known(
    version: int, network: int, scope: int
) -> None:
    assert struct.unpack("=QQQ", landlock.attributes(version))[1:] == (network, scope)
