"""Which document a request means: by id, path, name, day, or by what stands in it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import BinaryIO

from llmos import Context, ToolError
from llmos_files.folders.beneath import Outside, opened, root_of, shown
from llmos_files.granted import beginning, ending, roots
from llmos_files.index.query import all_of, terms
from llmos_files.index.search import COLUMNS, FROM, File, Wanted
from llmos_files.opening import Index, vector
from llmos_files.reading.kinds import kind_of

_OTHERS = 3
_ALIKE = 0.6
"""How alike in writing a name must be to be suggested for one that is not there."""

_SECOND = 1_000_000_000


@dataclass(frozen=True)
class Meant:
    """The document that is most probably meant, and what else it could have been."""

    file: File
    others: tuple[File, ...] = ()
    missed: date | None = None
    """The day that was asked for, if the document was not changed on it."""

    @property
    def notes(self) -> list[str]:
        """What else it could have been, and whether it is of another day, in sentences."""
        names = ", ".join(f"{file.name} [{file.key}]" for file in self.others)
        other = [f"Taken from {self.file.name}; it could also be {names}."] if names else []
        missed = [f"No such file was changed on {self.missed}; this is the latest one."]
        return [*missed * bool(self.missed), *other]


def find(
    ctx: Context,
    index: Index,
    wanted: str,
    kinds: tuple[str, ...] = (),
    day: date | None = None,
) -> Meant:
    """The document that these words mean; `day` is the one on which it was last changed."""
    candidates = _named(index, wanted, kinds)
    if not candidates and not _is_a_name(wanted):
        candidates = _of_kind(ctx, index, wanted, kinds, day) or _about(
            ctx, index, wanted, kinds, day
        )
    on_day = [file for file in candidates if day and _is_of(ctx, file, day)]
    missed = day if candidates and not on_day else None
    candidates = on_day or candidates
    if not candidates:
        raise _missing(index, wanted, day)
    return Meant(candidates[0], tuple(candidates[1 : 1 + _OTHERS]), missed)


@contextmanager
def opened_document(ctx: Context, file: File) -> Iterator[BinaryIO]:
    """The document itself, opened beneath its granted folder."""
    try:
        with opened(root_of(list(roots(ctx)), file.path), file.path) as stream:
            yield stream
    except Outside as error:
        raise ToolError(str(error)) from error
    except FileNotFoundError as error:
        raise ToolError(f"{file.name} is not there any more.") from error
    except OSError as error:
        raise ToolError(f"{file.name} cannot be opened: {error.strerror}.") from error


def _named(index: Index, wanted: str, kinds: tuple[str, ...]) -> list[File]:
    """By id, by path or its end, by whole name, then by words of the name; the latest first."""
    text = wanted.strip().strip("“”\"'")
    base = text.casefold()
    for clause, values in (
        ("f.key = ?", [base]),
        ("f.path = ?", [os.fsencode(text)]),
        ("substr(f.path, ?) = ?", [-len(os.fsencode(text)) - 1, b"/" + os.fsencode(text)]),
        ("lower(f.name) = ?", [base]),
        ("lower(f.name) LIKE ? || '.%'", [base]),
    ):
        if found := _rows(index, clause, values, kinds):
            return found
    asked = terms(text)
    if not asked:
        return _rows(index, "TRUE", [], kinds)
    if _is_a_name(text) and " " not in text:
        return []  # what only sounds like it may be another file
    by_words = "f.id IN (SELECT rowid FROM names WHERE names MATCH ?)"
    return _rows(index, by_words, [all_of(asked)], kinds)


def _is_a_name(wanted: str) -> bool:
    """Whether a path or a whole file name is meant, and not what a file is about."""
    return wanted.startswith(("/", "~")) or ("." in wanted and kind_of(wanted.strip()) != "other")


def _missing(index: Index, wanted: str, day: date | None) -> ToolError:
    if _is_a_name(wanted):
        near = get_close_matches(wanted, _names(index), _OTHERS, _ALIKE)
        return ToolError(
            f"There is no file “{wanted}” in the folders that you allowed.",
            hint=f"Is it {' or '.join(near)}?" if near else "",
        )
    what = f"of {day:%d %B %Y} " if day else ""
    return ToolError(
        f"There is no document {what}that “{wanted}” could mean.",
        hint="`llmos index status files` says what is indexed, and what is not and why.",
    )


def _names(index: Index) -> list[str]:
    return [name for (name,) in index.connection.execute("SELECT name FROM shown")]


def _of_kind(
    ctx: Context, index: Index, wanted: str, kinds: tuple[str, ...], day: date | None
) -> list[File]:
    """Where only its kind is said, the latest: "presentation", "Excel file"."""
    said = set(wanted.casefold().split()) - _ANY
    named = tuple(kind for kind, words in _KINDS.items() if words & said)
    if said - frozenset().union(*_KINDS.values()):
        return []
    looked_for = Wanted(kinds=kinds or named, since=beginning(ctx, day), until=ending(ctx, day))
    return [hit.file for hit in index.finder.search(looked_for, 1 + _OTHERS)]


_ANY = frozenset(
    "file files document documents the a my datei dateien dokument dokumente die das".split()
)
_KINDS = {
    "pdf": frozenset(("pdf", "pdfs")),
    "document": frozenset(("word", "docx", "letter", "brief")),
    "spreadsheet": frozenset(
        ("excel", "xlsx", "spreadsheet", "workbook", "sheet", "table", "csv", "tabelle")
    ),
    "presentation": frozenset(
        ("presentation", "slides", "slideshow", "deck", "powerpoint", "präsentation", "folien")
    ),
    "picture": frozenset(("picture", "photo", "image", "bild", "foto")),
}
"""What users call kinds of files."""


def _rows(
    index: Index, clause: str, values: Sequence[object], kinds: tuple[str, ...]
) -> list[File]:
    marks = ", ".join("?" * len(kinds))
    narrowed = f" AND f.kind IN ({marks})" if kinds else ""
    query = f"SELECT {COLUMNS} {FROM} WHERE {clause}{narrowed} ORDER BY f.changed DESC LIMIT 20"
    return [File(*row) for row in index.connection.execute(query, [*values, *kinds])]


def _about(
    ctx: Context, index: Index, wanted: str, kinds: tuple[str, ...], day: date | None
) -> list[File]:
    looked_for = Wanted(
        text=wanted,
        vector=vector(ctx, wanted),
        kinds=kinds,
        since=beginning(ctx, day),
        until=ending(ctx, day),
    )
    return [hit.file for hit in index.finder.search(looked_for, 1 + _OTHERS)]


def _is_of(ctx: Context, file: File, day: date) -> bool:
    changed = datetime.fromtimestamp(file.changed // _SECOND, ctx.now.tzinfo)
    return changed.date() == day


def folder_of(ctx: Context, file: File) -> str:
    """The folder that a file lies in, from the granted one on."""
    folder = os.path.dirname(file.path)
    try:
        root = root_of(list(roots(ctx)), file.path)
    except Outside:
        return shown(folder)
    inside = os.path.relpath(folder, os.fsencode(root))
    return root.name if inside == b"." else f"{root.name}/{shown(inside)}"
