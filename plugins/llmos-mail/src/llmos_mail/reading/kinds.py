"""Kinds of files as people name them, told by the endings of names."""

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


def kind_of(name: str) -> FileKind:
    """The kind of a file of this name."""
    return _KIND_OF.get(name.rpartition(".")[2].lower(), "other")
