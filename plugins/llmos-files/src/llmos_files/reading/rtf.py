"""Rich text: its paragraphs without the markup."""

from __future__ import annotations

from typing import BinaryIO

from striprtf.striprtf import rtf_to_text

from llmos_files.reading import limits
from llmos_files.reading.content import content
from llmos_files.reading.document import Facts, Piece, Pieces, broken

_START = b"{\\rtf"


def read(file: BinaryIO, facts: Facts) -> Pieces:
    """One piece a paragraph."""
    markup = content(file, limits.TEXT_BYTES)
    if not markup.lstrip(b"\xef\xbb\xbf \r\n").startswith(_START):
        raise broken("It does not begin like rich text.")
    # The markup is ASCII; what it escapes is decoded by the code page that the file names.
    text = rtf_to_text(markup.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]  # its author gives no types
    # Characters beyond the first plane stand as halves, and some files have only one of them.
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    for paragraph in text.replace("\xad", "").splitlines():
        if paragraph.strip():
            yield Piece(paragraph.strip())
