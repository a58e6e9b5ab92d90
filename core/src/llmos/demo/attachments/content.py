"""From an attachment's data to the bytes of its file."""

from __future__ import annotations

import msgspec

from llmos.demo.attachments.invite import calendar
from llmos.demo.attachments.kinds import (
    Attachment,
    Document,
    Invite,
    Letter,
    Note,
    Paper,
    Picture,
    Slides,
    Table,
)
from llmos.demo.attachments.pdf import page
from llmos.demo.attachments.picture import png
from llmos.demo.attachments.slides import PRESENTATION, WORD, letter, presentation
from llmos.demo.attachments.spreadsheet import csv_table, workbook
from llmos.demo.dates import Moment
from llmos.demo.people import Correspondent

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class File(msgspec.Struct, frozen=True):
    """A finished file: its name, its media type and what is in it."""

    name: str
    media_type: str
    content: bytes


def make(
    attachment: Attachment,
    moment: Moment,
    organizer: Correspondent,
    guests: tuple[Correspondent, ...],
) -> File:
    """The attachment's file as it was on the day of its message."""
    if isinstance(attachment, Invite):
        name = moment.fill(attachment.name)
        return File(name, "text/calendar", calendar(attachment, moment, organizer, guests))
    return file_of(attachment, moment)


def file_of(paper: Paper, moment: Moment) -> File:
    """A document as it was on a day."""
    name = moment.fill(paper.name)
    match paper:
        case Note(text=text):
            return File(name, "text/plain", moment.fill(text).encode())
        case Document(text=text):
            return File(name, "application/pdf", page(moment.fill(text)))
        case Table():
            return _table(name, paper, moment)
        case Picture(stripes=stripes):
            return File(name, "image/png", png(stripes))
        case Slides(slides=slides):
            return File(name, PRESENTATION, presentation(slides))
        case Letter(text=text):
            return File(name, WORD, letter(moment.fill(text)))


def _table(name: str, table: Table, moment: Moment) -> File:
    rows = [
        [moment.fill(cell) if isinstance(cell, str) else cell for cell in row] for row in table.rows
    ]
    if name.endswith(".csv"):
        return File(name, "text/csv", csv_table(rows))
    return File(name, EXCEL, workbook(rows))
