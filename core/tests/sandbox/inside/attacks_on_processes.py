"""Starting, tracing, signalling and bending processes. Each returns when it got through."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import mmap
import os
import platform
import resource
import signal
import socket
import struct
import subprocess
from pathlib import Path

import raw
from field import SECRET, Field

_TRUE = next(str(path) for path in map(Path, ("/bin/true", "/usr/bin/true")) if path.exists())


def replace_itself_with_a_program(field: Field) -> None:
    os.execv(_TRUE, [_TRUE])


def run_a_program(field: Field) -> None:
    subprocess.run([_TRUE], check=True)


def spawn_a_program(field: Field) -> None:
    os.waitpid(os.posix_spawn(_TRUE, [_TRUE], {}), 0)


def run_a_program_from_memory(field: Field) -> None:
    descriptor = os.memfd_create("program")
    os.write(descriptor, Path(_TRUE).read_bytes())
    os.execve(descriptor, [_TRUE], {})


def run_a_script_of_its_own(field: Field) -> None:
    script = field.own / "script"
    descriptor = os.open(script, os.O_CREAT | os.O_WRONLY, 0o700)
    os.write(descriptor, b"#!/bin/sh\nexit 0\n")
    os.close(descriptor)
    os.execv(script, [str(script)])


def fork(field: Field) -> None:
    raw.end_if_child(os.fork())


def fork_with_a_raw_clone(field: Field) -> None:
    raw.end_if_child(raw.call("clone", signal.SIGCHLD, 0, 0, 0, 0))


def fork_with_clone_three(field: Field) -> None:
    arguments = struct.pack("=8Q", 0, 0, 0, 0, signal.SIGCHLD, 0, 0, 0)
    raw.end_if_child(raw.call("clone3", arguments, len(arguments)))


def trace_the_kernel(field: Field) -> None:
    seize = 0x4206
    raw.call("ptrace", seize, field.kernel, 0, 0)


def read_the_kernels_memory(field: Field) -> None:
    found = ctypes.create_string_buffer(len(SECRET))
    here = struct.pack("@PN", ctypes.addressof(found), len(SECRET))
    there = struct.pack("@PN", ctypes.addressof(field.memory), len(SECRET))
    raw.call("process_vm_readv", field.kernel, here, 1, there, 1, 0)


def signal_the_kernel(field: Field) -> None:
    os.kill(field.kernel, signal.SIGURG)


def signal_the_kernels_thread(field: Field) -> None:
    raw.call("tgkill", field.kernel, field.kernel, signal.SIGURG)


def signal_the_whole_group(field: Field) -> None:
    os.kill(0, signal.SIGURG)


def queue_a_signal_for_the_kernel(field: Field) -> None:
    si_queue = -1
    described = struct.pack("=iii116x", signal.SIGURG, 0, si_queue)
    raw.call("rt_sigqueueinfo", field.kernel, signal.SIGURG, described)


def signal_through_a_process_descriptor(field: Field) -> None:
    signal.pidfd_send_signal(os.pidfd_open(field.kernel), signal.SIGURG)


def signal_through_the_owner_of_a_stream(field: Field) -> None:
    one, _ = socket.socketpair()
    fcntl.fcntl(one, fcntl.F_SETOWN, field.kernel)


def limit_the_kernel(field: Field) -> None:
    unchanged = resource.prlimit(os.getpid(), resource.RLIMIT_CORE)
    resource.prlimit(field.kernel, resource.RLIMIT_CORE, unchanged)


def slow_the_kernel_down(field: Field) -> None:
    os.setpriority(os.PRIO_PROCESS, field.kernel, os.getpriority(os.PRIO_PROCESS, 0))


def pin_the_kernel_to_a_processor(field: Field) -> None:
    os.sched_setaffinity(field.kernel, os.sched_getaffinity(field.kernel))


def make_itself_dumpable(field: Field) -> None:
    set_dumpable = 4
    raw.call("prctl", set_dumpable, 1, 0, 0, 0)


def raise_its_own_limit(field: Field) -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))


def use_io_uring(field: Field) -> None:
    raw.call("io_uring_setup", 1, ctypes.create_string_buffer(120))


def mount_a_file_system(field: Field) -> None:
    raw.call("mount", b"none", bytes(field.own), b"tmpfs", 0, None)
    raw.call("umount2", bytes(field.own), 0)


def prepare_a_file_system(field: Field) -> None:
    raw.call("fsopen", b"tmpfs", 0)


def enter_a_user_namespace(field: Field) -> None:
    new_user = 0x1000_0000
    raw.call("unshare", new_user)


def enter_the_kernels_namespace(field: Field) -> None:
    raw.call("setns", os.open(f"/proc/{field.kernel}/ns/uts", os.O_RDONLY), 0)


def change_the_root_folder(field: Field) -> None:
    os.chroot(field.own)


def load_a_bpf_map(field: Field) -> None:
    array = struct.pack("=IIII", 2, 4, 4, 1)
    raw.call("bpf", 0, array, len(array))


def store_a_key(field: Field) -> None:
    process_keyring = -2
    raw.call("add_key", b"user", b"words", b"words", 5, process_keyring)


def handle_page_faults(field: Field) -> None:
    raw.call("userfaultfd", 1)


def count_events_of_the_processor(field: Field) -> None:
    software_clock = struct.pack("=IIQ104x", 1, 120, 0)
    raw.call("perf_event_open", software_clock, 0, -1, -1, 0)


def share_memory_with_other_processes(field: Field) -> None:
    private, create = 0, 0o1000
    raw.call("shmget", private, 4096, create | 0o600)


def call_through_the_x32_numbers(field: Field) -> None:
    _only_on("x86_64")
    x32, getpid = 0x4000_0000, 39
    raw.call(x32 + getpid)


def call_through_the_32_bit_gate(field: Field) -> None:
    """Machine code: mov eax, 20 (getpid there); int 0x80; ret."""
    _only_on("x86_64")
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(bytes.fromhex("b814000000cd80c3"))
    entry = ctypes.addressof(ctypes.c_char.from_buffer(page))
    if ctypes.CFUNCTYPE(ctypes.c_int)(entry)() != os.getpid():
        raise OSError(errno.ENOSYS, "the kernel has no 32-bit system calls")


def _only_on(machine: str) -> None:
    if platform.machine() != machine:
        raise OSError(errno.ENOSYS, f"only on {machine}")
