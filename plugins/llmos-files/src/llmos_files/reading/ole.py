"""Old Office files and locked new ones: what must be known of their container, and no more."""

from __future__ import annotations

import struct

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How such a file begins."""

LOCKED = "EncryptedPackage".encode("utf-16-le")
"""The entry that a new Office file with a password has."""

_WORKBOOK = b"\x09\x08\x10\x00"
_PASSWORD = 0x2F
_MOST_RECORDS = 12


def has_password(content: bytes) -> bool:
    """Whether these bytes are an Office file that only a password opens."""
    return content.startswith(OLE) and (LOCKED in content or _is_locked_workbook(content))


def _is_locked_workbook(content: bytes) -> bool:
    """An old workbook says so in one of its first records."""
    at = content.find(_WORKBOOK)
    for _ in range(_MOST_RECORDS):
        if at < 0 or at + 4 > len(content):
            return False
        kind, length = struct.unpack_from("<HH", content, at)
        if kind == _PASSWORD:
            return True
        at += 4 + length
    return False
