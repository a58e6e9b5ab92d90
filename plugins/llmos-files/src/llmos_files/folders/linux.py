"""Two calls of Linux that Python has no names for: opening beneath a folder, moving onto nothing.

Both raise OSError with `ENOSYS` where the system does not know them (another system, an old kernel,
a container that denies them); callers then do the same in steps.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from functools import cache

_OPENAT2 = 437  # on every architecture; the C library has no function for it
_RESOLVE = 0x01 | 0x02 | 0x04 | 0x08  # no other mount, no magic links, no links, nothing above
_NO_REPLACE = 1


class _How(ctypes.Structure):
    _fields_ = (
        ("flags", ctypes.c_uint64),
        ("mode", ctypes.c_uint64),
        ("resolve", ctypes.c_uint64),
    )


def open_beneath(folder: int, name: bytes, flags: int) -> int:
    """A descriptor of what has this name in an open folder.

    Raises OSError: `ELOOP` for a link, `EXDEV` where something else is mounted.
    """
    library, how = _library(), _how(flags)
    descriptor = int(library.syscall(_OPENAT2, folder, name, ctypes.byref(how), ctypes.sizeof(how)))
    if descriptor < 0:
        raise _error(name)
    return descriptor


def move_onto_nothing(before: int, name: bytes, after: int, target: bytes) -> None:
    """Move what has a name in one open folder to a name in another one that must be free.

    Raises OSError: `EEXIST` where it is not, `EINVAL` where the file system cannot promise it.
    """
    flags = ctypes.c_uint(_NO_REPLACE)
    if _library().renameat2(before, name, after, target, flags) < 0:
        raise _error(name)


@cache
def _how(flags: int) -> _How:
    return _How(flags | os.O_CLOEXEC, 0, _RESOLVE)


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform != "linux" or not hasattr(library, "renameat2"):
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    return library


def _error(name: bytes) -> OSError:
    code = ctypes.get_errno()
    # Containers with rules from before this call was known deny it instead of not knowing it.
    code = errno.ENOSYS if code == errno.EPERM else code
    return OSError(code, os.strerror(code), name)
