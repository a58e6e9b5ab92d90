"""Landlock: which paths a process may open, and for what.

The kernel's interface has grown over versions ("ABI" 1 to 7 and above). Whatever the running
kernel knows is taken away; then rights are given back for the policy's paths alone. What older
versions leave open (truncating by path, TCP, abstract sockets, signals) is closed by seccomp on
every version, so a worker's confinement does not depend on the kernel's age. Executing, making
devices, sockets, pipes and links, and device controls are never given back.
"""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Iterable
from pathlib import Path

from llmos.sandbox.libc import syscall

# The numbers of these calls are the same on every architecture.
CREATE_RULESET = 444
ADD_RULE = 445
RESTRICT_SELF = 446

_VERSION_FLAG = 1
_RULE_PATH_BENEATH = 1

_WRITE_FILE = 1 << 1
_READ_FILE = 1 << 2
_READ_DIR = 1 << 3
_REMOVE_DIR = 1 << 4
_REMOVE_FILE = 1 << 5
_MAKE_DIR = 1 << 7
_MAKE_REG = 1 << 8
_REFER = 1 << 13  # rename between folders; it never lets a file gain rights
_TRUNCATE = 1 << 14

_READ = _READ_FILE | _READ_DIR
_WRITE = _READ | _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _REFER
_WRITE |= _TRUNCATE
_ON_A_FILE = _WRITE_FILE | _READ_FILE | _TRUNCATE

_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}  # ABI: how many rights, counted from bit 0, it has
_TCP_BIND_AND_CONNECT = 0b11  # since ABI 4
_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11  # since ABI 6

_NULL = Path("/dev/null")


def abi() -> int:
    """The running kernel's version of Landlock; 0 where it has none or it is switched off."""
    try:
        return syscall(CREATE_RULESET, None, 0, _VERSION_FLAG)
    except OSError:
        return 0


def restrict(read: Iterable[Path], write: Iterable[Path], version: int) -> None:
    """Leave this thread, and every thread it starts, only these paths, with ABI `version`.

    Symbolic links are followed once, here: the rule is for the file or folder they lead to.
    Raises OSError naming the path that cannot be opened.
    """
    described = attributes(version)
    ruleset = syscall(CREATE_RULESET, described, len(described), 0)
    known = handled(version)
    try:
        for path in read:
            _allow(ruleset, path, _READ & known)
        for path in (*write, _NULL):
            _allow(ruleset, path, _WRITE & known)
        syscall(RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def handled(version: int) -> int:
    """Every right on files that ABI `version` knows, as bits."""
    count = max(count for since, count in _FILE_RIGHTS.items() if since <= version)
    return (1 << count) - 1


def attributes(version: int) -> bytes:
    """What a ruleset takes away: files, TCP, scope; kernels that lack a field expect zeros."""
    network = _TCP_BIND_AND_CONNECT if version >= 4 else 0
    scope = _ABSTRACT_SOCKETS_AND_SIGNALS if version >= 6 else 0
    return struct.pack("=QQQ", handled(version), network, scope)


def _allow(ruleset: int, path: Path, rights: int) -> None:
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            rights &= _ON_A_FILE
        _add(ruleset, descriptor, rights)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        # A rule is for an inode, and /proc makes a new one whenever memory runs short, unless
        # something holds the old: so these descriptors stay open as long as the process lives.
        if path.parts[1:2] != ("proc",):
            os.close(descriptor)


def _add(ruleset: int, descriptor: int, rights: int) -> None:
    rule = struct.pack("=Qi", rights, descriptor)
    syscall(ADD_RULE, ruleset, _RULE_PATH_BENEATH, rule, 0)
