"""The seccomp filter, run by an interpreter of its own: so both architectures are tested here."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from llmos.sandbox import bpf, seccomp
from llmos.sandbox.syscalls import ALLOWED

OWN = 4711
THREAD_FLAGS = 0x3D0F00  # what the C library starts a thread with
LARGE = 1 << 40  # a pointer whose lower half is zero

MACHINES = sorted(seccomp.ARCHITECTURES)


def verdict(machine: str, name: str | int, *arguments: int, audit: int | None = None) -> int:
    """What the filter answers to one system call of the process OWN."""
    here = seccomp.ARCHITECTURES[machine]
    number = ALLOWED[name][here.column] if isinstance(name, str) else name
    six = [argument & (1 << 64) - 1 for argument in (*arguments, *[0] * 6)][:6]
    data = struct.pack("=IIQ6Q", number, audit or here.audit, 0, *six)
    return run(seccomp.program(here, OWN), data)


def run(program: bytes, data: bytes) -> int:
    """Interpret classic BPF as far as filters use it."""
    instructions = list(struct.iter_unpack("=HBBI", program))
    at = accumulator = 0
    while True:
        code, then, otherwise, value = instructions[at]
        at += 1
        match code:
            case 0x20:
                (accumulator,) = struct.unpack_from("=I", data, value)
            case 0x54:
                accumulator &= value
            case 0x15:
                at += then if accumulator == value else otherwise
            case 0x25:
                at += then if accumulator > value else otherwise
            case 0x35:
                at += then if accumulator >= value else otherwise
            case 0x06:
                return int(value)
            case _:
                raise AssertionError(f"unknown instruction {code:#x}")


NEVER = {
    "socket": (41, 198), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201),
    "accept": (43, 202), "accept4": (288, 242), "sendmmsg": (307, 269), "ptrace": (101, 117),
    "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "execve": (59, 221),
    "execveat": (322, 281), "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40),
    "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51), "bpf": (321, 280),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "userfaultfd": (323, 282), "tkill": (200, 130), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240), "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265), "perf_event_open": (298, 241), "kexec_load": (246, 104),
    "kexec_file_load": (320, 294), "init_module": (175, 105), "finit_module": (313, 273),
    "delete_module": (176, 106), "memfd_create": (319, 279), "truncate": (76, 45),
    "fchmod": (91, 52), "fchmodat": (268, 53), "fchown": (93, 55), "fchownat": (260, 54),
    "utimensat": (280, 88), "setxattr": (188, 5), "getxattr": (191, 8), "linkat": (265, 37),
    "symlinkat": (266, 36), "mknodat": (259, 33), "inotify_add_watch": (254, 27),
    "fanotify_init": (300, 262), "setrlimit": (160, 164), "setpriority": (141, 140),
    "setuid": (105, 146), "capset": (126, 91), "seccomp": (317, 277), "shmget": (29, 194),
    "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180), "reboot": (169, 142),
    "sethostname": (170, 161), "personality": (135, 92), "setpgid": (109, 154),
}  # fmt: skip
OF_X86 = {"vfork": 58, "fork": 57, "chmod": 90, "link": 86, "symlink": 88, "mknod": 133}
LATER = {
    "pidfd_send_signal": 424, "io_uring_setup": 425, "io_uring_enter": 426, "open_tree": 428,
    "fsopen": 430, "pidfd_open": 434, "clone3": 435, "openat2": 437, "pidfd_getfd": 438,
    "process_madvise": 440, "mount_setattr": 442, "landlock_create_ruleset": 444,
    "memfd_secret": 447, "fchmodat2": 452, "one of the future": 900,
}  # fmt: skip


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("name", NEVER)
def test_what_no_worker_needs_is_refused(machine: str, name: str) -> None:
    number = NEVER[name][seccomp.ARCHITECTURES[machine].column]
    assert verdict(machine, number, OWN) == bpf.REFUSE


@pytest.mark.parametrize("name", OF_X86)
def test_so_are_the_older_forms_on_x86(name: str) -> None:
    assert verdict("x86_64", OF_X86[name]) == bpf.REFUSE


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("name", LATER)
def test_what_came_later_is_absent_so_that_libraries_go_another_way(
    machine: str, name: str
) -> None:
    assert verdict(machine, LATER[name]) == bpf.ABSENT


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("name", ["read", "close_range", "mmap", "futex", "epoll_pwait2"])
def test_ordinary_work_is_allowed(machine: str, name: str) -> None:
    assert verdict(machine, name) == bpf.ALLOW


@pytest.mark.parametrize("machine", MACHINES)
def test_calls_through_foreign_numbers_kill(machine: str) -> None:
    i386 = 0x4000_0003
    assert verdict(machine, "read", audit=i386) == bpf.KILL_PROCESS
    assert verdict(machine, 0x4000_0000 + 1) == bpf.KILL_PROCESS
    assert verdict(machine, 0xFFFF_FFFF) == bpf.KILL_PROCESS


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("openat", (0, 0, 0o0)),
        ("openat", (0, 0, 0o1102)),  # create, truncate, read and write
        ("openat", (0, 0, 0o2000001)),  # write, close on exec
        ("clone", (THREAD_FLAGS,)),
        ("kill", (OWN, 10)),
        ("tgkill", (OWN, OWN + 1, 10)),
        ("fcntl", (5, 1030)),
        ("ioctl", (5, 0x5401)),
        ("prctl", (15,)),
        ("madvise", (0, 0, 4)),
        ("prlimit64", (0, 7, 0, LARGE)),
        ("prlimit64", (OWN, 7, 0, LARGE)),
        ("sched_setaffinity", (0,)),
        ("socketpair", (1, 0o2000001, 0)),
        ("sendto", (5, LARGE, 9, 0x4000, 0, 0)),
        ("sendmsg", (5, LARGE, 0x4000)),
        ("setsockopt", (5, 6, 1)),
    ],
)
def test_harmless_arguments_are_allowed(
    machine: str, name: str, arguments: tuple[int, ...]
) -> None:
    assert verdict(machine, name, *arguments) == bpf.ALLOW


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("openat", (0, 0, 0o1000)),  # truncate what is opened for reading
        ("openat", (0, 0, 0o3)),  # the access mode that Landlock lets pass
        ("clone", (17,)),  # fork: only SIGCHLD
        ("clone", (0x4111,)),  # vfork
        ("clone", (THREAD_FLAGS | 0x1000_0000,)),  # with a user namespace
        ("clone", (THREAD_FLAGS | 0x4000_0000,)),  # with a network namespace
        ("clone", (THREAD_FLAGS | 0x0002_0000,)),  # with a mount namespace
        ("kill", (1, 10)),
        ("kill", (0, 10)),
        ("kill", (-1, 10)),
        ("kill", (-OWN, 10)),
        ("tgkill", (1, OWN, 10)),
        ("fcntl", (5, 8)),  # F_SETOWN
        ("fcntl", (5, 10)),  # F_SETSIG
        ("fcntl", (5, 15)),  # F_SETOWN_EX
        ("fcntl", (5, 1024)),  # F_SETLEASE
        ("ioctl", (0, 0x5412)),  # TIOCSTI: type into the terminal
        ("ioctl", (0, 0x8901)),  # FIOSETOWN
        ("prctl", (4, 1)),  # PR_SET_DUMPABLE
        ("prctl", (22,)),  # PR_SET_SECCOMP
        ("madvise", (0, 0, 100)),  # poison a page of the machine's memory
        ("prlimit64", (1, 7, 0, 0)),
        ("prlimit64", (0, 7, LARGE, 0)),
        ("prlimit64", (0, 7, 8, 0)),
        ("sched_setaffinity", (1,)),
        ("socketpair", (1, 2, 0)),  # datagrams
        ("socketpair", (2, 1, 0)),  # not local
        ("sendto", (5, 0, 0, 0, LARGE, 16)),
        ("sendto", (5, 0, 0, 0x2000_0000, 0, 0)),  # MSG_FASTOPEN
        ("sendmsg", (5, 0, 0x2000_0000)),
        ("setsockopt", (5, 1, 26)),  # SO_ATTACH_FILTER
        ("setsockopt", (5, 0, 1)),  # IP options
    ],
)
def test_harmful_arguments_are_refused(machine: str, name: str, arguments: tuple[int, ...]) -> None:
    assert verdict(machine, name, *arguments) == bpf.REFUSE


def test_the_older_form_of_open_is_checked_too() -> None:
    assert verdict("x86_64", "open", 0, 0o1001) == bpf.ALLOW
    assert verdict("x86_64", "open", 0, 0o1000) == bpf.REFUSE
    assert verdict("x86_64", "open", 0, 0o3) == bpf.REFUSE


@pytest.mark.parametrize("machine", MACHINES)
def test_the_filter_fits_the_kernels_limit(machine: str) -> None:
    most_instructions = 4096
    program = seccomp.program(seccomp.ARCHITECTURES[machine], OWN)
    assert len(program) % 8 == 0
    assert len(program) // 8 < most_instructions


@pytest.mark.parametrize(
    ("column", "header"),
    [
        (0, "/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
        (1, "/usr/include/asm-generic/unistd.h"),
    ],
)
def test_the_numbers_are_those_of_the_kernels_headers(column: int, header: str) -> None:
    if not Path(header).exists():
        pytest.skip("the kernel's headers are not installed")
    pairs = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", Path(header).read_text())
    theirs = {name: int(number) for name, number in pairs}
    theirs.setdefault("newfstatat", theirs.get("fstatat", -1))
    assert {name: row[column] for name, row in ALLOWED.items()} == {
        name: theirs.get(name) for name in ALLOWED
    }
