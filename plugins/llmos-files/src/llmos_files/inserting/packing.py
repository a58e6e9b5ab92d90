"""A zip file again with some members changed and all others as they are."""

from __future__ import annotations

import io
import zipfile


def repacked(content: bytes, changed: dict[str, bytes]) -> bytes:
    """The package with these members in place of theirs; new ones come at the end."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        left = dict(changed)
        for info in before.infolist():
            after.writestr(
                info, left.pop(info.filename) if info.filename in left else before.read(info)
            )
        for name, member in left.items():
            after.writestr(name, member)
    return target.getvalue()
