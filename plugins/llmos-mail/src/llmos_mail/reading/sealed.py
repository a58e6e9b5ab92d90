"""Mail whose words cannot be read here: encrypted, or wrapped into its signature. It is said."""

from __future__ import annotations

from collections.abc import Iterable

from llmos_mail.reading.parts import Part

_SMIME = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_PGP = "application/pgp-encrypted"
_PGP_TEXT = "-----BEGIN PGP MESSAGE-----"
_SIGNED = ("signed-data", "compressed-data")


def seal_of(leaves: Iterable[Part], text: str) -> str:
    """A sentence about what keeps the words of a message from being read; empty if nothing does."""
    for part in leaves:
        if part.kind == _PGP:
            return _encrypted("OpenPGP")
        if part.kind in _SMIME:
            form = part.parameter("content-type", "smime-type").lower()
            return _WRAPPED if form in _SIGNED else _encrypted("S/MIME")
    # Only at its beginning: an answer may quote such a message further down.
    return _encrypted("OpenPGP") if text.lstrip().startswith(_PGP_TEXT) else ""


_WRAPPED = "It is wrapped into its signature (S/MIME); its words were not read."


def _encrypted(how: str) -> str:
    return f"It is encrypted ({how}); its words cannot be read here."
