"""System calls that are harmless with some arguments and not with others.

seccomp sees the registers, not the memory they point to: numbers, flags and whether a pointer is
NULL. Every check says which values are allowed, so an unknown flag or command is refused.
"""

from __future__ import annotations

from dataclasses import dataclass

_ALL = 0xFFFF_FFFF

_OPEN_FLAGS = 0o1003  # O_TRUNC and the access mode
_OPENS = (0o0, 0o1, 0o2, 0o1001, 0o1002)

_THREAD = 0x0001_0000
_NAMESPACES = 0x7E02_0000  # CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET

_FCNTL_COMMANDS = (
    *(0, 1, 2, 3, 4),  # duplicate, descriptor flags, status flags
    *(5, 6, 7, 36, 37, 38),  # record locks
    1030,  # F_DUPFD_CLOEXEC
)
_IOCTL_REQUESTS = (
    *(0x5401, 0x802C_542A, 0x5413),  # TCGETS, TCGETS2, TIOCGWINSZ: is it a terminal, how wide
    *(0x541B, 0x5421),  # FIONREAD, FIONBIO
    *(0x5450, 0x5451),  # FIONCLEX, FIOCLEX
)
_PRCTL_OPTIONS = (
    *(3, 39),  # read: dumpable, no new privileges
    *(15, 16),  # a thread's name
    0x53564D41,  # PR_SET_VMA: names of memory areas
)
_MADVICE = (*range(5), 8, 10, *range(14, 19), *range(20, 24), 25, 102, 103)

_AF_UNIX = 1
_SOCK_STREAM = 1
_SOCKET_TYPE = 0xF
_FAST_OPEN = 0x2000_0000
_LEVELS = (1, 6)  # the socket itself, TCP
_OPTIONS = (1, 2, 4, 5, 6, 7, 8, 9, 13, 18, 20, 21)  # sizes, timeouts, keep-alive, no delay


@dataclass(frozen=True)
class Check:
    """One half (32 bits) of one argument, masked, must be one of the allowed values."""

    argument: int
    allowed: tuple[int, ...]
    mask: int = _ALL
    upper: bool = False


def _null(argument: int) -> tuple[Check, Check]:
    return Check(argument, (0,)), Check(argument, (0,), upper=True)


def checks(process: int) -> dict[str, tuple[Check, ...]]:
    """For each such system call of the process with this id: what must hold for it to be made."""
    own = (0, process)
    return {
        # Kernels before Landlock ABI 3 let O_RDONLY|O_TRUNC empty any readable file, and access
        # mode 3 passes Landlock on all of them.
        "open": (Check(1, _OPENS, mask=_OPEN_FLAGS),),
        "openat": (Check(2, _OPENS, mask=_OPEN_FLAGS),),
        "clone": (Check(0, (_THREAD,), mask=_THREAD | _NAMESPACES),),
        "kill": (Check(0, (process,)),),
        "tgkill": (Check(0, (process,)),),
        # F_SETOWN and F_SETSIG would send signals to any process of the user.
        "fcntl": (Check(1, _FCNTL_COMMANDS),),
        "ioctl": (Check(1, _IOCTL_REQUESTS),),
        "prctl": (Check(0, _PRCTL_OPTIONS),),
        "madvise": (Check(2, _MADVICE),),
        "prlimit64": (Check(0, own), *_null(2)),
        "sched_setaffinity": (Check(0, own),),
        # Datagram pairs could be sent on to any address; streams cannot.
        "socketpair": (
            Check(0, (_AF_UNIX,)),
            Check(1, (_SOCK_STREAM,), mask=_SOCKET_TYPE),
        ),
        "sendto": (*_null(4), Check(3, (0,), mask=_FAST_OPEN)),
        # Its address lies in memory, out of sight; without TCP fast open streams ignore it.
        "sendmsg": (Check(2, (0,), mask=_FAST_OPEN),),
        "setsockopt": (Check(1, _LEVELS), Check(2, _OPTIONS)),
    }
