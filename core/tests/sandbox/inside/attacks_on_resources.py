"""Using up the machine. Each function returns when it got through.

Nothing here touches what it takes: unconfined, these attacks must not harm the machine of tests.
"""

from __future__ import annotations

import mmap
import os
import threading
import time

from field import Field

MIB = 1024**2

LIMITS = {"memory": 512 * MIB, "file_size": 16 * MIB, "open_files": 64}
"""What attacks are held to; none of them needs more than a multiple of this."""


def take_all_memory(field: Field) -> None:
    mmap.mmap(-1, 1024 * MIB)


def fill_the_disk_with_one_file(field: Field) -> None:
    with (field.own / "large").open("wb") as file:
        file.seek(64 * MIB)
        file.write(b"the end")


def hoard_memory_in_nameless_files(field: Field) -> None:
    descriptor = os.memfd_create("hoard")
    os.write(descriptor, b"words")


def take_all_descriptors(field: Field) -> None:
    for _ in range(300):
        os.dup(0)


def burn_processor_time(field: Field) -> None:
    """Needs `cpu_seconds` of 1."""
    while time.process_time() < 1.5:
        pass


def start_a_crowd_of_threads(field: Field) -> None:
    """Needs `processes` of 32, and a user that is not root."""
    threading.stack_size(64 * 1024)  # not memory is to stop them
    over = threading.Event()
    crowd = [threading.Thread(target=over.wait) for _ in range(64)]
    try:
        for thread in crowd:
            thread.start()
    finally:
        over.set()


def be_read_by_a_program_of_the_same_user(field: Field) -> None:
    """Not by the worker but to it; root may always."""
    field.accomplice.send(str(os.getpid()).encode())
    if field.accomplice.recv(32) != b"read":
        raise PermissionError("the accomplice was refused")


ON_REQUEST = (
    burn_processor_time,
    start_a_crowd_of_threads,
    be_read_by_a_program_of_the_same_user,
)
"""Attacks that need a policy or a user of their own, or a second of processor time."""
