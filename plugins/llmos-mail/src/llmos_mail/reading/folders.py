"""Names of mail folders: how disks write them, and which hold no exchanged mail."""

from __future__ import annotations

import base64
import os
import re

from llmos_mail.reading.charsets import clean

_ESCAPED = re.compile(r"_(2E|5F)")
"""How Evolution writes dots and underscores, because a dot stands before a folder in a folder."""

_ENCODED = re.compile(r"&([A-Za-z0-9+,]*)-")
_ASIDE = re.compile(
    r"drafts?|entwürfe|templates|vorlagen|outbox|postausgang"
    r"|spam|junk|junk[ -]e-mail|bulk mail|unerwünscht"
    r"|trash|bin|deleted( items| messages)?|papierkorb|gelöscht(e elemente)?"
)
_DRAFTS = re.compile(r"drafts?|entwürfe")
_SENT = re.compile(r"sent([ -]?(items|messages|mail))?|gesendet(e (elemente|objekte))?")


def folder_name(written: str) -> str:
    """What the user calls a folder: `.Archiv.B&APw-cher` on disk is `Archiv/Bücher`."""
    name = written.replace(os.sep, "/")
    if name.startswith("."):
        name = _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), name[1:].replace(".", "/"))
    return printable(_ENCODED.sub(_decoded, name)) or "Inbox"


def printable(name: str) -> str:
    """A file name as text that any database takes; bytes that are no UTF-8 become escapes."""
    if name.isascii() and name.isprintable():
        return name
    return clean(os.fsencode(name).decode("utf-8", "backslashreplace"))


def is_aside(folder: str) -> bool:
    """Whether its messages were never exchanged with anybody: drafts, spam, trash."""
    return _ASIDE.fullmatch(_last(folder)) is not None


def is_drafts(folder: str) -> bool:
    """Whether it holds what the user has begun to write."""
    return _DRAFTS.fullmatch(_last(folder)) is not None


def is_sent(folder: str) -> bool:
    """Whether it holds what the user sent."""
    return _SENT.fullmatch(_last(folder)) is not None


def _last(folder: str) -> str:
    return folder.rpartition("/")[2].casefold()


def _decoded(match: re.Match[str]) -> str:
    # IMAP's own UTF-7: base64 of UTF-16, with a comma for the slash; "&-" is an ampersand.
    if not match[1]:
        return "&"
    code = match[1].replace(",", "/")
    try:
        return base64.b64decode(code + "=" * (-len(code) % 4)).decode("utf-16-be")
    except ValueError:
        return match[0]
