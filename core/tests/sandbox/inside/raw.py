"""System calls without Python's help, as an attacker would make them."""

from __future__ import annotations

import ctypes
import os

_NUMBERS = {
    "x86_64": {
        "openat": 257, "truncate": 76, "socket": 41, "connect": 42, "clone3": 435, "vfork": 58,
        "clone": 56, "ptrace": 101, "process_vm_readv": 310, "tgkill": 234, "io_uring_setup": 425,
        "mount": 165, "umount2": 166, "unshare": 272, "setns": 308, "bpf": 321, "add_key": 248,
        "userfaultfd": 323, "perf_event_open": 298, "name_to_handle_at": 303,
        "open_by_handle_at": 304, "inotify_init1": 294, "inotify_add_watch": 254,
        "rt_sigqueueinfo": 129, "shmget": 29, "prctl": 157, "execveat": 322, "fsopen": 430,
    },
    "aarch64": {
        "openat": 56, "truncate": 45, "socket": 198, "connect": 203, "clone3": 435, "clone": 220,
        "ptrace": 117, "process_vm_readv": 270, "tgkill": 131, "io_uring_setup": 425, "mount": 40,
        "umount2": 39, "unshare": 97, "setns": 268, "bpf": 280, "add_key": 217,
        "userfaultfd": 282, "perf_event_open": 241, "name_to_handle_at": 264,
        "open_by_handle_at": 265, "inotify_init1": 26, "inotify_add_watch": 27,
        "rt_sigqueueinfo": 138, "shmget": 194, "prctl": 167, "execveat": 281, "fsopen": 430,
    },
}  # fmt: skip

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


def call(name: str | int, *arguments: int | bytes | ctypes.Array[ctypes.c_char] | None) -> int:
    """Make one system call by name or number; raises OSError as Python's own functions do."""
    number = _NUMBERS[os.uname().machine][name] if isinstance(name, str) else name
    longs = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    result = int(_libc.syscall(ctypes.c_long(number), *longs))
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result


def end_if_child(process: int) -> None:
    """A fork that worked has worked in both processes; only the first goes on."""
    if process == 0:
        os._exit(0)
