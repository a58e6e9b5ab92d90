"""Making the sample home: all of it beside its place first, then moved there at once."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from llmos.config import Profile
from llmos.demo.calendars import write_calendars
from llmos.demo.health import write_health
from llmos.demo.letters import Letter, write_letters
from llmos.demo.life import Life, read_life
from llmos.demo.maildir import write_maildir
from llmos.demo.mbox import write_mbox
from llmos.demo.papers import write_papers
from llmos.demo.sample import SampleHome
from llmos.errors import LlmosError, StoreError
from llmos.sources import Source

MARKER = "llmos-sample"
"""The file that says that a folder is a sample home and may be replaced."""

_NOTICE = "This folder was made by `llmos demo`, which replaces all of it. Keep nothing here.\n"


def build(folder: Path, now: datetime) -> SampleHome:
    """Make the sample home in this folder, up to `now` (aware); an older one is replaced.

    The same `now` gives the same files. Refuses a folder that holds anything else.
    """
    life = read_life()
    post = write_letters(life, now)
    try:
        _replace(folder, post.letters, life, now)
    except OSError as error:
        raise StoreError(
            f"The sample home in {folder} could not be made: {error.strerror}.",
            hint="Make room or choose another LLMOS_HOME, then run `llmos demo` again.",
        ) from error
    return SampleHome(
        profile=Profile(life.person.name, life.person.addresses),
        time_zone=life.person.time_zone,
        sources=_sources(folder),
        expected=post.expected,
    )


def _sources(folder: Path) -> dict[str, list[Source]]:
    return {
        "calendar": [Source("ics", folder / "calendars")],
        "files": [Source("folder", folder / "documents")],
        "health": [Source("archive", folder / "health" / "export.zip")],
        "mail": [Source("maildir", folder / "mail"), Source("mbox", folder / "archive.mbox")],
    }


def _replace(folder: Path, letters: tuple[Letter, ...], life: Life, now: datetime) -> None:
    _refuse_foreign(folder)
    # Fixed names beside the folder: what a killed run left there is found and cleared.
    fresh, old = (folder.with_name(f".{folder.name}-{state}") for state in ("new", "old"))
    _clear(fresh, old)
    try:
        _write(fresh, letters)
        here = now.astimezone(ZoneInfo(life.person.time_zone))
        write_calendars(fresh / "calendars", here, life.person.time_zone, life.people)
        write_health(fresh / "health" / "export.zip", now, life.person.time_zone)
        write_papers(fresh / "documents", here)
        _swap(fresh, folder, old)
    finally:
        _clear(fresh, old)


def _swap(fresh: Path, folder: Path, old: Path) -> None:
    if not folder.exists():
        fresh.rename(folder)
        return
    folder.rename(old)
    try:
        fresh.rename(folder)
    except OSError:
        old.rename(folder)
        raise


def _refuse_foreign(folder: Path) -> None:
    if not folder.exists() or (folder / MARKER).is_file():
        return
    if not folder.is_dir() or any(folder.iterdir()):
        raise LlmosError(
            f"{folder} holds something that is not a sample home, so it was left as it is.",
            hint="Move it away, then run `llmos demo` again.",
        )


def _write(folder: Path, letters: tuple[Letter, ...]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.mkdir(mode=0o700)
    (folder / MARKER).write_text(_NOTICE, "utf-8")
    answered = frozenset(one.parent.id for one in letters if one.is_mine and one.parent)
    archived = len(letters) // 3
    write_mbox(folder / "archive.mbox", letters[:archived], answered)
    write_maildir(folder / "mail", letters[archived:], answered)


def _clear(*folders: Path) -> None:
    for folder in folders:
        if folder.exists():
            shutil.rmtree(folder)
