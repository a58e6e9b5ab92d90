"""Saving the pictures of an answer where the user wants them."""

from __future__ import annotations

from pathlib import Path

from llmos.atomic import write_atomically
from llmos.blocks import Output, Picture
from llmos.errors import LlmosError


def save_pictures(output: Output, file: Path) -> list[Path]:
    """Write the pictures to `file`, the second and later ones beside it with a number.

    The name's ending must be the pictures' own format. Gives back what was written.
    """
    pictures = [block for block in output.blocks if isinstance(block, Picture)]
    if not pictures:
        raise LlmosError(f"The answer holds no picture, so {file} was not written.")
    places = [_numbered(file, number) for number in range(1, len(pictures) + 1)]
    for place, picture in zip(places, pictures, strict=True):
        _check_ending(place, picture)
        write_atomically(place, picture.data)
    return places


def _numbered(file: Path, number: int) -> Path:
    return file if number == 1 else file.with_stem(f"{file.stem}-{number}")


def _check_ending(place: Path, picture: Picture) -> None:
    if place.suffix.lower() != f".{picture.format}":
        raise LlmosError(
            f"{place} was not written: the picture is {picture.format.upper()}.",
            hint=f"Give the file a name that ends in .{picture.format}.",
        )
