"""Mails that are not sent yet, or just were."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from llmos import Block, Citation, Result, Table, Text
from llmos_mail.composing.letter import Letter
from llmos_mail.reading.parts import parse
from llmos_mail.reading.text import attached
from llmos_mail.results.wording import as_notes, spoken
from llmos_mail.sending.maildir import digest_of


class EnclosedFile(BaseModel):
    """A file in a mail; `size` in bytes."""

    model_config = ConfigDict(frozen=True)

    name: str
    type: str
    size: int


class Shown(Result):
    """A mail as it will be: `digest` tells its exact bytes from any others."""

    sender: str
    to: list[str]
    cc: list[str]
    subject: str
    text: str
    date: datetime
    message_id: str
    digest: str
    attachments: list[EnclosedFile]
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The mail, exactly."""
        return [self._head(), Text(self.text), *self._files(), *as_notes(self.notes)]

    def _head(self) -> Table:
        fields = {
            "From": self.sender,
            "To": ", ".join(self.to),
            "Cc": ", ".join(self.cc),
            "Subject": self.subject,
            "Date": spoken(self.date),
        }
        return Table(["", ""], [[name, value] for name, value in fields.items() if value])

    def _files(self) -> list[Block]:
        rows = [[one.name, one.type, f"{one.size:,} bytes"] for one in self.attachments]
        return [Table(["Attached", "Type", "Size"], rows)] if rows else []


class Draft(Shown):
    """A saved draft; `id` is what search and send call it by."""

    id: str
    folder: str
    place: str

    def rendering(self) -> list[Block]:
        """Where it lies, then the mail."""
        return [Text(f"Saved as a draft in {self.folder}.", "heading"), *super().rendering()]

    def citations(self) -> list[Citation]:
        """The draft itself."""
        return [Citation(self.id, self.subject, self.folder, self.date)]

    def undoing(self) -> dict[str, Any]:
        """What takes the draft out again."""
        return {"what": "draft", "kept": [{"place": self.place, "digest": self.digest}]}


def files_of(raw: bytes) -> list[EnclosedFile]:
    """What is attached to a mail."""
    return [
        EnclosedFile(name=name, type=part.kind, size=len(part.content()))
        for name, part in attached(parse(raw))
    ]


def fields_of(letter: Letter, raw: bytes) -> dict[str, Any]:
    """What is shown of a letter, which makes these bytes."""
    return {
        "sender": str(letter.sender),
        "to": [str(one) for one in letter.to],
        "cc": [str(one) for one in letter.cc],
        "subject": letter.subject,
        "text": letter.text,
        "date": letter.date,
        "message_id": letter.message_id,
        "digest": digest_of(raw),
        "attachments": files_of(raw),
    }
