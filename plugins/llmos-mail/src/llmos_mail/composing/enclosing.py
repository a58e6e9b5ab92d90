"""`Enclosure`: what goes with a mail that is being written, and how it becomes a part of it."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from hashlib import sha256

from llmos_mail.composing.lines import one_line
from llmos_mail.reading.parameters import content_field

MOST_BYTES = 20_000_000
"""All of what one mail encloses; encoded it is a third more, and few servers take 30 MB."""

_UNKNOWN = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_NEWER = {
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".ics": "text/calendar",
    ".md": "text/markdown",
    ".webp": "image/webp",
    ".heic": "image/heic",
}
"""What Python's own table does not know everywhere."""


@dataclass(frozen=True)
class Enclosure:
    """A file in a mail: its name, its media type, perhaps with parameters, and its bytes."""

    name: str
    type: str
    content: bytes

    @property
    def kind(self) -> str:
        """Its type without parameters; what a single part cannot be is unknown content."""
        kind = content_field(self.type).value
        is_one_part = re.fullmatch(r"[a-z0-9.+-]+/[a-z0-9.+-]+", kind)
        return _UNKNOWN if not is_one_part or kind.startswith(("multipart/", "message/")) else kind

    @property
    def parameters(self) -> dict[str, str]:
        """The character set of a text, and what a calendar program is to do with it."""
        method = content_field(self.type).parameters.get("method", "")
        found = {"charset": "utf-8"} if self.kind.startswith("text/") else {}
        return found | ({"method": method.upper()} if method.isalpha() else {})

    @property
    def is_invitation(self) -> bool:
        """Whether a program of the receiver's is to act on it, by its method (RFC 6047)."""
        return self.kind == "text/calendar" and "method" in self.parameters


def type_of(name: str) -> str:
    """The media type that the ending of a file's name stands for."""
    # Without its files, which a worker may not read, mimetypes knows enough.
    mimetypes.init(files=[])
    ending = "." + name.rpartition(".")[2].lower()
    return _NEWER.get(ending) or mimetypes.guess_type(name)[0] or _UNKNOWN


def enclose(message: EmailMessage, enclosures: Sequence[Enclosure]) -> None:
    """Add them to a mail that has its text, in their order.

    An invitation stands beside the text too, as another form of it, where programs look for it.
    """
    for one in enclosures:
        if one.is_invitation:
            message.add_alternative(one.content, *one.kind.split("/"), params=one.parameters)
    for one in enclosures:
        name = one_line(one.name).replace("/", "_") or "attachment"
        message.add_attachment(
            one.content, *one.kind.split("/"), filename=name, params=one.parameters
        )


def settle_boundaries(message: EmailMessage, name: str) -> None:
    """Give all parts boundaries that follow from a name: the same mail has the same bytes."""
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"={sha256(f'{name} {number}'.encode()).hexdigest()[:40]}=")
