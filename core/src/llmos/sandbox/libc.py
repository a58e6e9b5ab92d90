"""The way to system calls that Python's standard library has no function for."""

from __future__ import annotations

import ctypes
import os
import signal
from functools import cache

Argument = int | bytes | None

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38


def syscall(number: int, *arguments: Argument) -> int:
    """The result of one raw system call; raises OSError with the kernel's own reason."""
    return _checked(_libc().syscall(ctypes.c_long(number), *map(_long, arguments)))


def end_with_parent() -> None:
    """Be killed when the thread that started this process ends, however it ends."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def set_no_new_privileges() -> None:
    """Give up gaining privileges through exec, for good; Landlock and seccomp require it."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def set_not_dumpable() -> None:
    """Close this process's memory to other processes of the same user, and to core dumps."""
    _prctl(_PR_SET_DUMPABLE, 0)


def _prctl(option: int, value: int) -> None:
    _checked(_libc().prctl(option, *map(_long, (value, 0, 0, 0))))


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def _long(argument: Argument) -> object:
    """An integer in the width of a register: ctypes alone would pass only its lower half."""
    return ctypes.c_long(argument) if isinstance(argument, int) else argument


@cache
def _libc() -> ctypes.CDLL:
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall.restype = ctypes.c_long
    return library
