"""A landscape of plain stripes as PNG."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

_WIDTH = 48
_STRIPE_HEIGHT = 8


def png(stripes: Sequence[str]) -> bytes:
    """A picture of horizontal stripes in these colours (`#rrggbb`), from top to bottom."""
    palette = b"".join(bytes.fromhex(colour[1:]) for colour in stripes)
    # Each row of a PNG begins with the number of its filter; 0 is none.
    rows = b"".join((b"\0" + bytes([i]) * _WIDTH) * _STRIPE_HEIGHT for i in range(len(stripes)))
    size = struct.pack(">IIBBBBB", _WIDTH, _STRIPE_HEIGHT * len(stripes), 8, 3, 0, 0, 0)
    # Stored, not compressed: libraries compress differently, and the sample is the same everywhere.
    pixels = zlib.compress(rows, level=0)
    chunks = [(b"IHDR", size), (b"PLTE", palette), (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    checksum = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", checksum)
