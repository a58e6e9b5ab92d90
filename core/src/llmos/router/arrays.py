"""Files of arrays: what the router has learnt, and what came with a distribution.

The latter come from whoever made the distribution, and the kernel reads them: no pickles, nothing
that is no ordinary file, and no more than fits a bound, however well it is packed.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

_MOST_BYTES = 128_000_000
"""What a file may hold once it is unpacked; what is known of 5,000 phrases takes half of that."""

_BROKEN = (
    OSError,
    ValueError,
    KeyError,
    RuntimeError,
    MemoryError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
)
"""All that reading a damaged or a made-up file was seen to raise."""


def read_arrays(file: Path | None) -> dict[str, Any]:
    """The arrays of a file by their names; nothing where it is missing, damaged or too large."""
    import numpy as np  # comes with the model

    if file is None or not file.is_file() or file.stat().st_size > _MOST_BYTES:
        return {}
    try:
        with zipfile.ZipFile(content := BytesIO(file.read_bytes())) as packed:
            if sum(member.file_size for member in packed.infolist()) > _MOST_BYTES:
                return {}
        with np.load(content, allow_pickle=False) as kept:
            return {name: kept[name] for name in kept.files}
    except _BROKEN:
        return {}


def packed(arrays: Mapping[str, Any], *, tightly: bool = False) -> bytes:
    """The content of such a file; packed tightly it is smaller, and slower to read."""
    import numpy as np

    save = np.savez_compressed if tightly else np.savez
    with BytesIO() as content:
        save(content, **arrays)
        return content.getvalue()
