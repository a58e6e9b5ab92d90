"""Pictures: when, where and with what they were taken, and the words in them if OCR is here."""

from __future__ import annotations

import contextlib
import struct
import warnings
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, BinaryIO

from PIL import ExifTags, Image, UnidentifiedImageError

from llmos_files.reading import limits
from llmos_files.reading.document import Facts, Piece, Pieces, Unreadable, broken

_FAILURES = (OSError, SyntaxError, ValueError, struct.error, ZeroDivisionError, EOFError)
_OCR_LARGEST = 2_500
"""Pixels along the longer side; more makes reading slower and no better."""


def read(file: BinaryIO, facts: Facts) -> Pieces:
    """What a person would ask for: day, place, camera, size, and the words that are in it."""
    # The largest picture is a limit of this file; Pillow's own warning would only repeat it.
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    try:
        with Image.open(file) as image:
            if image.width * image.height > limits.PIXELS:
                raise Unreadable("too large", f"It has {image.width} by {image.height} pixels.")
            yield Piece(_about(image, facts))
            if words := _words_in(image):
                yield Piece(words)
    except UnidentifiedImageError as error:
        raise broken("It is not a picture that can be read here.") from error
    except Image.DecompressionBombError as error:
        raise Unreadable("a bomb", "It unpacks to more pixels than a picture has.") from error
    except _FAILURES as error:
        raise broken("It is a damaged picture.") from error


def _about(image: Image.Image, facts: Facts) -> str:
    exif = image.getexif()
    camera = " ".join(
        str(exif.get(tag) or "").strip("\0 ") for tag in (ExifTags.Base.Make, ExifTags.Base.Model)
    ).strip()
    details = exif.get_ifd(ExifTags.IFD.Exif)
    facts.taken = _moment(
        details.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    )
    facts.latitude, facts.longitude = _position(exif.get_ifd(ExifTags.IFD.GPSInfo))
    said = exif.get(ExifTags.Base.ImageDescription) or image.info.get("comment") or ""
    if isinstance(said, bytes):
        said = said.decode("utf-8", "replace")
    parts = [
        f"Picture, {image.width} by {image.height}",
        f"taken on {facts.taken:%Y-%m-%d at %H:%M}" if facts.taken else "",
        f"at {facts.latitude:.5f}, {facts.longitude:.5f}" if facts.latitude is not None else "",
        f"with {camera}" if camera else "",
        str(said).strip("\0 \n"),
    ]
    return ", ".join(filter(None, parts))


def _moment(text: object) -> datetime | None:
    with contextlib.suppress(ValueError):
        return datetime.strptime(str(text or "").strip("\0 "), "%Y:%m:%d %H:%M:%S")
    return None


def _position(gps: Mapping[int, Any]) -> tuple[float, float] | tuple[None, None]:
    tags = ExifTags.GPS
    try:
        north = _degrees(gps[tags.GPSLatitude]) * (-1 if gps.get(tags.GPSLatitudeRef) == "S" else 1)
        east = _degrees(gps[tags.GPSLongitude]) * (
            -1 if gps.get(tags.GPSLongitudeRef) == "W" else 1
        )
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None, None
    return (north, east) if abs(north) <= 90 and abs(east) <= 180 else (None, None)


def _degrees(parts: Any) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    return degrees + minutes / 60 + seconds / 3600


def _words_in(image: Image.Image) -> str:
    engine = _ocr()
    if engine is None:
        return ""
    image.thumbnail((_OCR_LARGEST, _OCR_LARGEST))
    engine.SetImage(image.convert("L"))
    return str(engine.GetUTF8Text()).strip()


@cache
def _ocr() -> Any:
    """Tesseract in this process, if `llmos-files[ocr]` and data of a language are installed."""
    try:
        import tesserocr
    except ImportError:
        return None
    for folder in _tessdata():
        _, languages = tesserocr.get_languages(folder)
        if chosen := [one for one in ("eng", "deu") if one in languages]:
            return tesserocr.PyTessBaseAPI(path=folder, lang="+".join(chosen))
    return None


def _tessdata() -> list[str]:
    import glob

    places = ("/usr/share/tesseract-ocr/*/tessdata", "/usr/share/tessdata")
    return [f"{folder}/" for place in places for folder in sorted(glob.glob(place))]
