"""Transfer encodings: how content was made fit for travelling. Never raises."""

from __future__ import annotations

import binascii
import quopri
import re
import string

_DIGITS = (string.ascii_letters + string.digits + "+/").encode()
_FILLING = b"= \t\r\n"
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")
_UU_BEGIN = re.compile(rb"(?m)^begin [0-7]{3,4} [^\n]*\n")


def decoded(body: bytes, encoding: str) -> bytes:
    """The bytes as they were before they travelled; what cannot be decoded comes as it is."""
    if not encoding:
        return body
    name = encoding.strip().lower()
    if name == "quoted-printable":
        return quopri.decodestring(body)
    if name == "base64":
        return _from_base64(body)
    if name in ("x-uuencode", "uuencode", "uue", "x-uue"):
        return _from_uu(body)
    return body


def is_damaged(body: bytes, encoding: str) -> bool:
    """Whether something is lost or wrong in what `decoded` gives of base64."""
    if encoding.strip().lower() != "base64":
        return False
    # Attachments are looked through for this and not decoded, which would take far longer.
    data, _, after = body.partition(b"=")
    others = body.translate(None, _DIGITS)
    spaces = data.translate(None, _DIGITS)
    is_cut_off = (len(data) - len(spaces)) % 4 == 1
    return bool(is_cut_off or others.strip(_FILLING) or after.strip(_FILLING))


def _from_base64(body: bytes) -> bytes:
    try:
        return binascii.a2b_base64(body)
    except binascii.Error:
        pass
    # Cut off, or with other characters in between: as many whole groups as there are.
    digits = _NO_BASE64.sub(b"", body).partition(b"=")[0]
    digits = digits[: len(digits) - (len(digits) % 4 == 1)]
    try:
        return binascii.a2b_base64(digits + b"=" * (-len(digits) % 4))
    except binascii.Error:
        return body


def _from_uu(body: bytes) -> bytes:
    begin = _UU_BEGIN.search(body)
    if begin is None:
        return body
    lines = []
    for line in body[begin.end() :].splitlines():
        if line.strip() == b"end":
            break
        try:
            lines.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Some encoders pad a line further than its length says.
            length = (((line[0] - 32) & 63) * 4 + 5) // 3 if line else 0
            lines.append(_uu_line(line[:length]))
    return b"".join(lines)


def _uu_line(line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        return b""
