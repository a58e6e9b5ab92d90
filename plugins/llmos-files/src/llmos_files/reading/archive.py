"""Archives: the names of what is in them; nothing is unpacked."""

from __future__ import annotations

import itertools
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from llmos_files.reading import limits
from llmos_files.reading.document import Facts, Piece, Pieces, Place, broken

_FAILURES = (zipfile.BadZipFile, tarfile.TarError, OSError, EOFError, zlib.error, lzma.LZMAError)


def read(file: BinaryIO, facts: Facts) -> Pieces:
    """One piece for each member: its name."""
    try:
        names = _zip(file) if zipfile.is_zipfile(file) else _tar(file)
        for name in itertools.islice(names, limits.MEMBERS):
            yield Piece(name, Place("member", 0, "list"))
    except (*_FAILURES, ValueError) as error:
        raise broken("It is not a whole archive.") from error


def _zip(file: BinaryIO) -> Iterator[str]:
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        yield from archive.namelist()


def _tar(file: BinaryIO) -> Iterator[str]:
    file.seek(0)
    # Streaming: a member's content is passed over, and no table of all members is kept.
    with tarfile.open(fileobj=file, mode="r|*") as archive:
        for member in archive:
            archive.members = []  # type: ignore[attr-defined]  # it would keep all of them
            yield member.name
