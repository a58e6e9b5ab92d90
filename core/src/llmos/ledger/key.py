"""The ledger's key, and the three things that are hashed with it.

Each has a name of its own inside the hash, so that one can never pass for another.
"""

from __future__ import annotations

import hashlib
import secrets

MAC_BYTES = 32
_KEY_BYTES = 32


class Key:
    """Who does not hold it can neither write a row nor guess what a short text was."""

    def __init__(self, secret: bytes) -> None:
        self.secret = secret

    @classmethod
    def generate(cls) -> Key:
        """A new one, which nobody knows."""
        return cls(secrets.token_bytes(_KEY_BYTES))

    def of_row(self, seq: int, previous: bytes, body: bytes) -> bytes:
        """The MAC of a row: of its number, its predecessor's MAC and its content."""
        number = seq.to_bytes(8, "big", signed=True)
        return self._hash(b"llmos.row", number + previous + body)

    def of_checkpoint(self, content: bytes) -> bytes:
        """The MAC of the checkpoint's file."""
        return self._hash(b"llmos.point", content)

    def of_text(self, text: str) -> str:
        """What stands in the ledger for a content."""
        return self._hash(b"llmos.text", text.encode()).hex()

    def _hash(self, name: bytes, content: bytes) -> bytes:
        hashed = hashlib.blake2b(content, key=self.secret, person=name, digest_size=MAC_BYTES)
        return hashed.digest()
