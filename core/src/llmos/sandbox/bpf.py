"""A seccomp filter as a classic BPF program: the assembler, and the one shape of program.

The program looks at the architecture, then at the number of the system call, then at arguments.
It never loops and only jumps forward; each instruction is eight bytes.
"""

from __future__ import annotations

import errno
import struct
from collections.abc import Iterable, Mapping

from llmos.sandbox.arguments import Check

ALLOW = 0x7FFF_0000
KILL_PROCESS = 0x8000_0000
_ERRNO = 0x0005_0000
REFUSE = _ERRNO | errno.EPERM
ABSENT = _ERRNO | errno.ENOSYS

FIRST_OPTIONAL = 424
"""System calls from this number on came after 2019, have one number on all architectures, and C
libraries do without them when told they are absent: so clone3, io_uring and pidfd are."""

_X32 = 0x4000_0000  # the bit of a third set of numbers on x86_64
_OFFSET_OF_ARCHITECTURE = 4
_OFFSET_OF_ARGUMENTS = 16

_LOAD = 0x20
_AND = 0x54
_EQUAL = 0x15
_GREATER = 0x25
_AT_LEAST = 0x35
_RETURN = 0x06


def program(
    architecture: int, plain: Iterable[int], guarded: Mapping[int, tuple[Check, ...]]
) -> bytes:
    """The filter: allow `plain` calls, `guarded` ones when their checks hold, refuse the rest.

    A process that calls through another architecture's or the x32 numbers is killed.
    """
    return b"".join(
        (
            _instruction(_LOAD, _OFFSET_OF_ARCHITECTURE),
            _instruction(_EQUAL, architecture, then=1),
            _instruction(_RETURN, KILL_PROCESS),
            _instruction(_LOAD, 0),
            _instruction(_AT_LEAST, _X32, otherwise=1),
            _instruction(_RETURN, KILL_PROCESS),
            *(_guarded(number, checks) for number, checks in guarded.items()),
            *(_allow(first, last) for first, last in _ranges(plain)),
            _instruction(_AT_LEAST, FIRST_OPTIONAL, otherwise=1),
            _instruction(_RETURN, ABSENT),
            _instruction(_RETURN, REFUSE),
        )
    )


def _instruction(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("=HBBI", code, then, otherwise, value)


def _guarded(number: int, checks: Iterable[Check]) -> bytes:
    body = b"".join(map(_check, checks)) + _instruction(_RETURN, ALLOW)
    return _instruction(_EQUAL, number, otherwise=len(body) // 8) + body


def _check(check: Check) -> bytes:
    """Go on behind these instructions when an allowed value is found, refuse otherwise."""
    offset = _OFFSET_OF_ARGUMENTS + 8 * check.argument + 4 * check.upper  # little endian
    count = len(check.allowed)
    comparisons = (
        _instruction(_EQUAL, value, then=count - index) for index, value in enumerate(check.allowed)
    )
    return b"".join(
        (
            _instruction(_LOAD, offset),
            _instruction(_AND, check.mask),
            *comparisons,
            _instruction(_RETURN, REFUSE),
        )
    )


def _allow(first: int, last: int) -> bytes:
    return (
        _instruction(_AT_LEAST, first, otherwise=2)
        + _instruction(_GREATER, last, then=1)
        + _instruction(_RETURN, ALLOW)
    )


def _ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """The numbers as runs of neighbours, first and last of each."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
