"""Kinds of files as people name them, told by the endings of names, or else by media types."""

from __future__ import annotations

from typing import Literal

FileKind = Literal[
    "pdf",
    "picture",
    "document",
    "spreadsheet",
    "presentation",
    "calendar",
    "archive",
    "audio",
    "video",
    "other",
]

_ENDINGS: dict[FileKind, str] = {
    "pdf": "pdf",
    "picture": "jpg jpeg png gif webp heic heif bmp tif tiff svg",
    "document": "doc docx odt rtf txt md pages tex epub",
    "spreadsheet": "xls xlsx ods csv tsv numbers",
    "presentation": "ppt pptx odp key",
    "calendar": "ics vcs ical",
    "archive": "zip tar gz tgz bz2 xz 7z rar",
    "audio": "mp3 wav ogg oga flac m4a aac opus wma",
    "video": "mp4 mov avi mkv webm mpg mpeg m4v wmv",
}
_KIND_OF: dict[str, FileKind] = {
    ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()
}


_TYPES: tuple[tuple[str, FileKind], ...] = (
    ("application/pdf", "pdf"),
    ("text/calendar", "calendar"),
    ("application/ics", "calendar"),
    ("text/csv", "spreadsheet"),
    ("image/", "picture"),
    ("audio/", "audio"),
    ("video/", "video"),
    ("text/", "document"),
)
_WORDS: dict[str, FileKind] = {
    "spreadsheet": "spreadsheet",
    "excel": "spreadsheet",
    "presentation": "presentation",
    "powerpoint": "presentation",
    "wordprocessing": "document",
    "msword": "document",
    "opendocument.text": "document",
    "zip": "archive",
    "compressed": "archive",
    "x-tar": "archive",
}
"""What occurs in the types of office programs and packers."""


def kind_of(name: str, type: str = "") -> FileKind:
    """The kind of a file of this name and media type."""
    named = _KIND_OF.get(name.rpartition(".")[2].lower())
    typed = next((kind for start, kind in _TYPES if type.startswith(start)), None)
    meant = next((kind for word, kind in _WORDS.items() if word in type), None)
    return named or typed or meant or "other"
