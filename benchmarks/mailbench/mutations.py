"""Damage as files suffer it: pieces cut out, doubled, overwritten."""

from __future__ import annotations

import random


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """The bytes after up to eight accidents."""
    for _ in range(chance.randint(1, 8)):
        start, end = sorted(chance.randrange(len(raw) + 1) for _ in range(2))
        end = min(end, start + 500)
        middle = chance.choice((b"", raw[start:end] * 2, chance.randbytes(min(16, end - start))))
        raw = raw[:start] + middle + raw[end:]
    return raw
