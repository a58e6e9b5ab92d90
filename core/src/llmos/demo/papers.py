"""The sample life's documents: files in folders, each last changed on a day of that life."""

from __future__ import annotations

import os
from datetime import datetime, time
from importlib import resources
from pathlib import Path
from typing import Annotated

import msgspec

from llmos.demo.attachments import file_of
from llmos.demo.attachments.kinds import Paper
from llmos.demo.dates import Days, Moment, move
from llmos.demo.life import read_file
from llmos.demo.people import Language


class Filed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One document: in which folder, from which day (as for messages), and what it is."""

    folder: str
    day: Annotated[int, msgspec.Meta(le=-1)]
    file: Paper
    time: time = time(9, 12)
    days: Days = "all"
    language: Language = "en"


class _Papers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    papers: tuple[Filed, ...]


def write_papers(folder: Path, now: datetime) -> None:
    """Write all documents into a new folder, as of `now` (aware, in the person's zone)."""
    file = resources.files("llmos.demo") / "life" / "documents.toml"
    for filed in read_file(file, _Papers).papers:
        day = move(now.date(), filed.day, filed.days)
        moment = Moment(
            datetime.combine(day, filed.time, tzinfo=now.tzinfo), filed.language, filed.days
        )
        made = file_of(filed.file, moment)
        path = folder / filed.folder / made.name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_bytes(made.content)
        os.utime(path, (moment.when.timestamp(), moment.when.timestamp()))
