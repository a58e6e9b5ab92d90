"""Digest authentication (RFC 7616): answers to a server's challenge that hide the password."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import md5, sha256

_PART = r'[\w-]+\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s,"]+)'
_CHALLENGE = re.compile(rf"\bDigest\s+({_PART}(?:\s*,\s*{_PART})*)", re.IGNORECASE)
_NAMED = re.compile(r'([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))')
_HASHES: dict[str, Callable[[bytes], str]] = {
    "SHA-256": lambda told: sha256(told).hexdigest(),
    "MD5": lambda told: md5(told, usedforsecurity=False).hexdigest(),
}
"""The strongest first."""

_SESSION = "-sess"


@dataclass
class Digest:
    """A challenge of a server's, and how often it was answered."""

    realm: str
    nonce: str
    algorithm: str
    opaque: str
    protects: bool
    _count: int = 0

    @classmethod
    def of(cls, header: str) -> Digest | None:
        """The strongest challenge in a WWW-Authenticate field that can be answered, if any."""
        found = [one for told in _CHALLENGE.findall(header) if (one := cls._read(told))]
        order = list(_HASHES)
        return min(found, key=lambda one: order.index(one._hash_name), default=None)

    @classmethod
    def _read(cls, told: str) -> Digest | None:
        parts = {name.lower(): quoted or plain for name, quoted, plain in _NAMED.findall(told)}
        offers = [one.strip().lower() for one in parts.get("qop", "").split(",") if one.strip()]
        digest = cls(
            parts.get("realm", ""),
            parts.get("nonce", ""),
            parts.get("algorithm", "MD5"),
            parts.get("opaque", ""),
            bool(offers),
        )
        is_known = digest._hash_name in _HASHES and bool(digest.nonce)
        return digest if is_known and (not offers or "auth" in offers) else None

    def answer(
        self, user: str, password: str, method: str, target: str, mark: str | None = None
    ) -> str:
        """The value of the Authorization field for one request; `mark` is chosen by chance."""
        self._count += 1
        mark = mark or secrets.token_hex(16)
        secret = self._hash(f"{user}:{self.realm}:{password}")
        if self.algorithm.lower().endswith(_SESSION):
            secret = self._hash(f"{secret}:{self.nonce}:{mark}")
        asked = self._hash(f"{method}:{target}")
        between = f"{self.nonce}:{self._count:08x}:{mark}:auth" if self.protects else self.nonce
        fields = {
            "username": user,
            "realm": self.realm,
            "nonce": self.nonce,
            "uri": target,
            "response": self._hash(f"{secret}:{between}:{asked}"),
        }
        if self.opaque:
            fields["opaque"] = self.opaque
        if self.protects:
            fields["cnonce"] = mark
        told = [f'{name}="{value}"' for name, value in fields.items()]
        told.append(f"algorithm={self.algorithm}")
        told += [f"qop=auth, nc={self._count:08x}"] * self.protects
        return f"Digest {', '.join(told)}"

    @property
    def _hash_name(self) -> str:
        name = self.algorithm.upper()
        return name.removesuffix(_SESSION.upper())

    def _hash(self, told: str) -> str:
        return _HASHES[self._hash_name](told.encode())
