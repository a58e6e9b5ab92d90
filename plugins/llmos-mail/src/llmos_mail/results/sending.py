"""A mail that goes out."""

from __future__ import annotations

from llmos import Block, Citation, Text
from llmos_mail.results.writing import Shown


class ToSend(Shown):
    """A mail as it will go out. `draft` is the file of the draft that it is, if it is one."""

    bcc: list[str]
    server: str
    draft: str

    def rendering(self) -> list[Block]:
        """The mail, exactly, and over which server it goes."""
        hidden = [f"Hidden copies (Bcc) go to {', '.join(self.bcc)}."] * bool(self.bcc)
        server = f"It goes out over {self.server} and cannot be taken back then."
        notes = [Text(note, "note") for note in (*hidden, server)]
        return [*super().rendering(), *notes]


class Sent(ToSend):
    """A mail that is out; `kept` is the folder of the copy, empty if there is none."""

    id: str
    kept: str

    def rendering(self) -> list[Block]:
        """That it is out, and where the copy lies."""
        everybody = ", ".join((*self.to, *self.cc, *self.bcc))
        kept = f" A copy lies in {self.kept}." if self.kept else ""
        said = Text(f"Sent “{self.subject}” to {everybody}.{kept}")
        return [said, *(Text(note, "note") for note in self.notes)]

    def citations(self) -> list[Citation]:
        """The copy among the sent mail."""
        return [Citation(self.id, self.subject, self.kept, self.date)]
