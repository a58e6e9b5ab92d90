"""Reaching files outside the grants. Each function returns when it got through."""

from __future__ import annotations

import ctypes
import os
import sqlite3
from pathlib import Path

import raw
from field import SECRET, Field


def _expect(words: bytes) -> None:
    if SECRET not in words:
        raise ValueError("that was not the secret")


def read_a_foreign_file(field: Field) -> None:
    _expect(field.secret.read_bytes())


def read_beside_a_granted_file(field: Field) -> None:
    _expect(field.beside.read_bytes())


def list_beside_a_granted_file(field: Field) -> None:
    os.listdir(field.shelf)


def write_a_foreign_file(field: Field) -> None:
    field.secret.write_bytes(b"changed")


def write_a_granted_source(field: Field) -> None:
    field.letter.write_bytes(b"changed")


def write_a_single_granted_file(field: Field) -> None:
    field.single.write_bytes(b"changed")


def create_a_foreign_file(field: Field) -> None:
    (field.foreign / "new.txt").touch()


def make_a_foreign_folder(field: Field) -> None:
    (field.foreign / "new").mkdir()


def delete_a_foreign_file(field: Field) -> None:
    field.secret.unlink()


def move_a_foreign_file_here(field: Field) -> None:
    field.secret.rename(field.own / "mine.txt")


def read_with_the_c_library(field: Field) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.open(bytes(field.secret), os.O_RDONLY)
    _expect(os.read(descriptor, 100))


def read_with_a_raw_system_call(field: Field) -> None:
    at_fdcwd = -100
    _expect(os.read(raw.call("openat", at_fdcwd, bytes(field.secret), os.O_RDONLY), 100))


def read_through_a_new_symbolic_link(field: Field) -> None:
    link = field.own / "link"
    link.symlink_to(field.secret)
    _expect(link.read_bytes())


def read_through_a_planted_symbolic_link(field: Field) -> None:
    _expect((field.own / "way_out").read_bytes())


def leave_a_symbolic_link_for_the_kernel(field: Field) -> None:
    (field.own / "index.db").symlink_to(field.secret)


def read_through_a_hard_link(field: Field) -> None:
    link = field.own / "link"
    link.hardlink_to(field.secret)
    _expect(link.read_bytes())


def write_through_a_hard_link(field: Field) -> None:
    link = field.own / "link"
    link.hardlink_to(field.letter)
    link.write_bytes(b"changed")


def read_a_foreign_database(field: Field) -> None:
    sqlite3.connect(field.secret_database).execute("select * from words").fetchall()


def attach_a_foreign_database(field: Field) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("attach ? as foreign_one", (str(field.secret_database),))
    connection.execute("select * from foreign_one.words").fetchall()


def read_the_kernels_environment(field: Field) -> None:
    Path(f"/proc/{field.kernel}/environ").read_bytes()


def read_the_kernels_command_line(field: Field) -> None:
    Path(f"/proc/{field.kernel}/cmdline").read_bytes()


def read_the_kernels_memory_file(field: Field) -> None:
    with open(f"/proc/{field.kernel}/mem", "rb", buffering=0) as memory:
        memory.seek(ctypes.addressof(field.memory))
        _expect(memory.read(len(SECRET)))


def read_through_the_kernels_root(field: Field) -> None:
    _expect(Path(f"/proc/{field.kernel}/root{field.secret}").read_bytes())


def read_through_its_own_root(field: Field) -> None:
    _expect(Path(f"/proc/self/root{field.secret}").read_bytes())


def read_through_a_descriptor_of_a_path(field: Field) -> None:
    descriptor = os.open(field.secret, os.O_PATH)
    _expect(Path(f"/proc/self/fd/{descriptor}").read_bytes())


def list_the_machines_connections(field: Field) -> None:
    Path("/proc/self/net/unix").read_bytes()


def list_a_foreign_folder(field: Field) -> None:
    os.listdir(field.foreign)


def list_other_processes(field: Field) -> None:
    os.listdir("/proc")


def watch_a_foreign_folder(field: Field) -> None:
    in_create = 0x100
    raw.call("inotify_add_watch", raw.call("inotify_init1", 0), bytes(field.foreign), in_create)


def empty_a_foreign_file(field: Field) -> None:
    os.truncate(field.secret, 0)


def empty_a_file_that_may_be_read(field: Field) -> None:
    os.open(field.letter, os.O_RDONLY | os.O_TRUNC)
    if field.letter.read_bytes():
        raise ValueError("it still has its contents")


def empty_a_foreign_file_with_access_mode_three(field: Field) -> None:
    os.open(field.secret, 3 | os.O_TRUNC)


def change_a_foreign_files_mode(field: Field) -> None:
    field.secret.chmod(0)


def change_a_granted_files_mode(field: Field) -> None:
    os.fchmod(os.open(field.letter, os.O_RDONLY), 0)


def change_a_foreign_files_owner(field: Field) -> None:
    os.chown(field.secret, os.getuid(), os.getgid())


def change_a_foreign_files_times(field: Field) -> None:
    os.utime(field.secret, (0, 0))


def label_a_foreign_file(field: Field) -> None:
    os.setxattr(field.secret, "user.label", b"mine")


def open_by_handle(field: Field) -> None:
    handle = ctypes.create_string_buffer(136)
    ctypes.c_uint.from_buffer(handle).value = 128
    mount = ctypes.create_string_buffer(4)
    at_fdcwd = -100
    raw.call("name_to_handle_at", at_fdcwd, bytes(field.secret), handle, mount, 0)
    folder = os.open(field.own, os.O_RDONLY)
    _expect(os.read(raw.call("open_by_handle_at", folder, handle, os.O_RDONLY), 100))


def write_into_its_own_package(field: Field) -> None:
    (field.package / "__init__.py").write_text("import antigravity\n")


def write_into_another_plugins_data(field: Field) -> None:
    (field.other / "index.db").write_bytes(b"changed")


def write_into_the_temporary_folder(field: Field) -> None:
    (field.root / "new.txt").touch()


def make_a_named_pipe(field: Field) -> None:
    os.mkfifo(field.own / "pipe")
