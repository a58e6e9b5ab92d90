"""The bytes of an open file, as many as are wanted."""

from __future__ import annotations

import os
from typing import BinaryIO

from llmos_files.reading import limits


def content(file: BinaryIO, most: int = limits.FILE_BYTES) -> bytes:
    """The file from its beginning, at most so many bytes."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    # Asked for more than there is, Python would set aside memory for all of it.
    return file.read(min(size, most))
