"""Presentations and letters as LibreOffice and Word open them, with nothing but their text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

PRESENTATION = "application/vnd.oasis.opendocument.presentation"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OASIS = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("draw", "drawing"),
        ("text", "text"),
        ("svg", "svg-compatible"),
    )
)
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{PRESENTATION}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD}.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>',
}


def presentation(slides: Sequence[Sequence[str]]) -> bytes:
    """Slides of lines, the first of which is the title, as an OpenDocument presentation."""
    pages = "".join(_page(number, lines) for number, lines in enumerate(slides, 1))
    body = f"<office:body><office:presentation>{pages}</office:presentation></office:body>"
    content = f'<office:document-content {_OASIS} office:version="1.2">{body}'
    return _zipped(
        {
            "mimetype": PRESENTATION,
            "META-INF/manifest.xml": _HEAD + _MANIFEST,
            "content.xml": f"{_HEAD}{content}</office:document-content>",
        }
    )


def letter(text: str) -> bytes:
    """Paragraphs parted by blank lines as a Word document; "# " begins a heading."""
    body = "".join(map(_paragraph, text.strip().split("\n\n")))
    document = f"<w:document {_W}><w:body>{body}</w:body></w:document>"
    return _zipped({**_WORD_PARTS, "word/document.xml": _HEAD + document})


def _page(number: int, lines: Sequence[str]) -> str:
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    box = f"<draw:text-box>{paragraphs}</draw:text-box>"
    frame = f'<draw:frame svg:x="2cm" svg:y="2cm" svg:width="22cm" svg:height="12cm">{box}'
    return f'<draw:page draw:name="page{number}">{frame}</draw:frame></draw:page>'


def _paragraph(text: str) -> str:
    words = " ".join(text.removeprefix("# ").split())
    style = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' * text.startswith("# ")
    return f"<w:p>{style}<w:r><w:t>{escape(words)}</w:t></w:r></w:p>"


def _zipped(parts: Mapping[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            # A ZipInfo made by hand carries a fixed date: the same text gives the same bytes.
            archive.writestr(zipfile.ZipInfo(name), part)
    return file.getvalue()
