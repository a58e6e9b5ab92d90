"""seccomp: the system calls that are left to a process, on every thread, for good."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from dataclasses import dataclass

from llmos.sandbox import bpf
from llmos.sandbox.arguments import checks
from llmos.sandbox.libc import syscall
from llmos.sandbox.syscalls import ALLOWED

_SET_MODE_FILTER = 1
_GET_ACTION_AVAILABLE = 2
_ALL_THREADS = 1  # SECCOMP_FILTER_FLAG_TSYNC


@dataclass(frozen=True)
class Architecture:
    """How one kind of processor numbers system calls; `column` is its place in the table."""

    audit: int
    column: int
    seccomp: int


ARCHITECTURES = {
    "x86_64": Architecture(audit=0xC000_003E, column=0, seccomp=317),
    "aarch64": Architecture(audit=0xC000_00B7, column=1, seccomp=277),
}


def architecture() -> Architecture | None:
    """This process's own, or None where the filter has not been written for it."""
    if sys.maxsize <= 2**32 or sys.byteorder != "little":
        return None
    return ARCHITECTURES.get(os.uname().machine)


def available() -> bool:
    """Whether the running kernel can filter system calls and kill on the worst of them."""
    here = architecture()
    if here is None:
        return False
    try:
        syscall(here.seccomp, _GET_ACTION_AVAILABLE, 0, struct.pack("=I", bpf.KILL_PROCESS))
    except OSError:
        return False
    return True


def program(here: Architecture, process: int) -> bytes:
    """The filter for one process on one architecture."""
    numbers = {
        name: number for name, row in ALLOWED.items() if (number := row[here.column]) is not None
    }
    rules = checks(process)
    guarded = {numbers[name]: rule for name, rule in rules.items() if name in numbers}
    plain = [number for name, number in numbers.items() if name not in rules]
    return bpf.program(here.audit, plain, guarded)


def restrict() -> None:
    """Leave this process only the system calls that a worker may make."""
    here = architecture()
    if here is None:
        raise OSError(f"no filter is written for {os.uname().machine}")
    install(here, program(here, os.getpid()))


def install(here: Architecture, filter_: bytes) -> None:
    """Put a BPF program before every system call of every thread of this process."""
    instructions = ctypes.create_string_buffer(filter_, len(filter_))
    described = struct.pack("@HP", len(filter_) // 8, ctypes.addressof(instructions))
    if thread := syscall(here.seccomp, _SET_MODE_FILTER, _ALL_THREADS, described):
        raise OSError(f"thread {thread} could not be brought under the filter")
