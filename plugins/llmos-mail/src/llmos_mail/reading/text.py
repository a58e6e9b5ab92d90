"""The readable text of a message and the names of what is attached to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from llmos_mail.reading.charsets import clean, decode, is_known
from llmos_mail.reading.headers import words
from llmos_mail.reading.html import html_to_text
from llmos_mail.reading.kinds import FileKind, kind_of
from llmos_mail.reading.limits import TEXT_CHARS
from llmos_mail.reading.parts import Part
from llmos_mail.reading.sealed import seal_of
from llmos_mail.reading.tnef import unwrap

_READABLE = frozenset({"text", "message", "multipart"})
_CALENDARS = ("text/calendar", "application/ics")
_NAME_CHARS = 200
_LINE = re.compile(r"^", re.MULTILINE)
_PATH = re.compile(r"^.*[/\\]", re.DOTALL)


@dataclass(frozen=True)
class Body:
    """`text` is what a reader sees; `kinds` are those of the `attachments`, in their order;
    `problems` say what was lost on the way.
    """

    text: str
    attachments: tuple[str, ...]
    kinds: tuple[FileKind, ...]
    problems: tuple[str, ...] = ()


def read_body(message: Part) -> Body:
    """The text of all shown parts, HTML only where there is no plain text."""
    leaves = list(message.leaves())
    shown = [part for part in leaves if _is_shown(part)]
    wrapped = [unwrap(part.content()) for part in leaves if _is_wrapping(part)]
    plain = _joined([_text(part) for part in shown if not _is_html(part)])
    text = plain or _joined([html_to_text(_text(p)) for p in shown if _is_html(p)])
    text = text or _joined([one.text for one in wrapped])
    files = [(_file_name(part), part.kind) for part in _files(leaves)]
    files += [(name, "") for one in wrapped for name in one.names]
    found = (
        _too_long(text),
        _unknown_charset(shown),
        seal_of(leaves, text),
        _DAMAGED_TEXT * any(part.is_damaged() for part in shown),
        _DAMAGED_FILE * any(part.is_damaged() for part in leaves if not _is_shown(part)),
        _RICH * (not text and any(one.is_rich for one in wrapped)),
    )
    return Body(
        text=text[:TEXT_CHARS],
        attachments=tuple(name for name, _ in files),
        kinds=tuple(kind_of(*file) for file in files),
        problems=tuple(problem for problem in found if problem),
    )


_DAMAGED_TEXT = "Its text came damaged (invalid base64); words may be missing or wrong."
_DAMAGED_FILE = "Something attached came damaged (invalid base64) and may not open."
_RICH = "Its text is in Outlook's own form only (winmail.dat) and was not read."


def _is_wrapping(part: Part) -> bool:
    return part.kind in ("application/ms-tnef", "application/vnd.ms-tnef") or (
        part.family == "application" and _file_name(part).lower() == "winmail.dat"
    )


def attached(message: Part) -> list[tuple[str, Part]]:
    """What is attached to a message, under the names that `read_body` gives, in the same order."""
    return [(_file_name(part), part) for part in _files(list(message.leaves()))]


def _files(leaves: list[Part]) -> list[Part]:
    """The leaves that are files: an invitation for programs once, where it stands there twice."""
    files = [part for part in leaves if not _is_shown(part)]
    named = [part for part in files if part.kind in _CALENDARS and _raw_name(part)]
    twice = [part for part in files if named and part.kind in _CALENDARS and not _raw_name(part)]
    return [part for part in files if part not in twice]


def _is_shown(part: Part) -> bool:
    attached = part.first("content-disposition")[:10].lower() == "attachment"
    # Broken multiparts, in which no part was found, are shown as they are.
    is_text = part.family in _READABLE and part.kind not in _CALENDARS
    return is_text and not attached and not _named(part)


def _named(part: Part) -> bool:
    # A named plain text is a file that somebody attached; a named HTML part is often the body.
    return "content-disposition" in part.fields and bool(_raw_name(part)) and not _is_html(part)


def _is_html(part: Part) -> bool:
    return part.kind.endswith("/html")


def _text(part: Part) -> str:
    text = decode(part.content()[: 4 * TEXT_CHARS], _charset(part))
    text = clean(text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    # The words of an enclosed message are not the sender's; marked, they count as quoted.
    return _LINE.sub("> ", text) if part.enclosed and not _is_html(part) else text


def _charset(part: Part) -> str:
    return part.parameter("content-type", "charset").lower()


def _joined(texts: list[str]) -> str:
    return "\n\n".join(text for text in texts if text)


def _too_long(text: str) -> str:
    return f"Only its first {TEXT_CHARS:,} characters are searched." * (len(text) > TEXT_CHARS)


def _unknown_charset(shown: list[Part]) -> str:
    unknown = {name for part in shown if (name := _charset(part)) and not is_known(name)}
    names = ", ".join(sorted(clean(name) for name in unknown))
    return f"Its character set is unknown ({names}); some letters may be wrong." if names else ""


def _file_name(part: Part) -> str:
    """What the sender called the attachment, never a path."""
    name = _PATH.sub("", words(_raw_name(part))).strip(". '\"")
    return name[:_NAME_CHARS] or part.kind


def _raw_name(part: Part) -> str:
    named = part.parameter("content-disposition", "filename")
    return named or part.parameter("content-type", "name")
