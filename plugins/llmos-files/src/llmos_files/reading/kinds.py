"""Kinds of files: by which name they are known, what users call them, and who reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Literal

from llmos_files.reading.document import Facts, Pieces, Unreadable

Kind = Literal[
    "pdf", "document", "spreadsheet", "presentation", "text", "code", "web page", "book",
    "picture", "archive", "mail", "calendar", "media", "other",
]  # fmt: skip
Reader = Callable[[BinaryIO, Facts], Pieces]


@dataclass(frozen=True)
class Format:
    """A format: the kind that users name, and its reader as `module.function`."""

    kind: Kind
    reader: str


_ENDINGS: dict[str, tuple[Kind, str]] = {
    "pdf": ("pdf", "pdf.read"),
    "docx docm dotx": ("document", "docx.read"),
    "odt ott fodt": ("document", "opendocument.read"),
    "rtf": ("document", "rtf.read"),
    "xlsx xlsm xltx xlsb xls ods": ("spreadsheet", "workbook.read"),
    "csv tsv": ("spreadsheet", "text.read"),
    "pptx pptm ppsx potx": ("presentation", "pptx.read"),
    "odp otp odg": ("presentation", "opendocument.read"),
    "txt text log org rst tex bib srt vtt": ("text", "text.read"),
    "md markdown mdx": ("text", "text.read_markdown"),
    "html htm xhtml": ("web page", "html.read"),
    "epub": ("book", "epub.read"),
    "jpg jpeg png gif tif tiff webp bmp": ("picture", "picture.read"),
    "zip jar tar tgz tbz2 txz gz bz2 xz": ("archive", "archive.read"),
    "ipynb": ("code", "notebook.read"),
    "xml svg rss opml kml gpx": ("code", "markup.read"),
    (
        "py js ts jsx tsx java c h cc cpp hpp cs go rs rb php pl sh bash zsh sql r jl swift kt"
        " scala lua hs ml ex exs clj css scss toml yaml yml ini cfg conf json jsonl tf"
        " dockerfile make"
    ): ("code", "text.read"),
}  # fmt: skip
_FORMATS = {
    ending: Format(kind, reader)
    for endings, (kind, reader) in _ENDINGS.items()
    for ending in endings.split()
}
_OTHERS: dict[str, tuple[Kind, str]] = {
    "eml": ("mail", "It is mail, which llmos-mail reads."),
    "msg": ("mail", "It is mail of Outlook's; export it as .eml for llmos-mail."),
    "mbox": ("mail", "It is mail, which llmos-mail reads."),
    "pst": ("mail", "It is mail of Outlook's; export it as mbox for llmos-mail."),
    "ics": ("calendar", "It is a calendar, which llmos-calendar reads."),
}
_OLD = {
    "doc": "It is an old Word file; save it as .docx to make it searchable.",
    "ppt": "It is an old PowerPoint file; save it as .pptx to make it searchable.",
}
_OLD_KINDS: dict[str, Kind] = {"doc": "document", "ppt": "presentation"}
_MEDIA = frozenset(
    (
        "mp3 m4a aac flac ogg opus wav wma mp4 m4v mov avi mkv webm mpg mpeg wmv heic raw cr2 nef"
        " iso img vmdk qcow2 dmg exe dll so dylib o a pyc class wasm woff woff2 ttf otf deb rpm 7z"
        " rar sqlite db bin dat"
    ).split()
)
_UNKNOWN = Format("other", "text.read")


def ending(name: str) -> str:
    """What a file's name ends with, in lower case, without the dot."""
    return name.rpartition(".")[2].lower() if "." in name.strip(".") else ""


def has_reader(name: str) -> bool:
    """Whether anything of a file of this name is read but its name."""
    return ending(name) not in _MEDIA and ending(name) not in _OTHERS and ending(name) not in _OLD


def kind_of(name: str) -> Kind:
    """The kind that users know such a file as."""
    end = ending(name)
    if end in _MEDIA:
        return "media"
    if end in _OTHERS:
        return _OTHERS[end][0]
    return _OLD_KINDS.get(end) or _FORMATS.get(end, _UNKNOWN).kind


def reader_of(name: str) -> Reader:
    """Who reads a file of this name; raises `Unreadable` for what is not for this plugin."""
    end = ending(name)
    if end in _OTHERS:
        raise Unreadable("handed over", _OTHERS[end][1])
    if end in _MEDIA:
        raise Unreadable(
            "not text", "It holds sound, pictures or a program; only its name is kept."
        )
    if end in _OLD:
        raise Unreadable("not read here", _OLD[end])
    module, _, function = _FORMATS.get(end, _UNKNOWN).reader.partition(".")
    # Imported at first use: most folders hold a few of these formats.
    from importlib import import_module

    found: Reader = getattr(import_module(f"llmos_files.reading.{module}"), function)
    return found
