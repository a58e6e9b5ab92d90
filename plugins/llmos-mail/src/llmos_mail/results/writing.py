"""Mails that are not sent yet, or just were."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from llmos import Block, Citation, Result, Table, Text
from llmos_mail.composing.letter import Letter
from llmos_mail.results.wording import as_notes, spoken


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
    notes: list[str]

    def rendering(self) -> list[Block]:
        """The mail, exactly."""
        return [self._head(), Text(self.text), *as_notes(self.notes)]

    def _head(self) -> Table:
        fields = {
            "From": self.sender,
            "To": ", ".join(self.to),
            "Cc": ", ".join(self.cc),
            "Subject": self.subject,
            "Date": spoken(self.date),
        }
        return Table(["", ""], [[name, value] for name, value in fields.items() if value])


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
        return {"what": "draft", "place": self.place, "digest": self.digest}


def fields_of(letter: Letter, digest: str) -> dict[str, Any]:
    """What is shown of a letter."""
    return {
        "sender": str(letter.sender),
        "to": [str(one) for one in letter.to],
        "cc": [str(one) for one in letter.cc],
        "subject": letter.subject,
        "text": letter.text,
        "date": letter.date,
        "message_id": letter.message_id,
        "digest": digest,
    }
