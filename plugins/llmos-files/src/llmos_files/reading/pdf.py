"""PDF through pdfium: the text of each page."""

from __future__ import annotations

import ctypes
from typing import BinaryIO

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from llmos_files.reading import limits
from llmos_files.reading.content import content
from llmos_files.reading.document import Facts, Piece, Pieces, Place, broken, encrypted

_PASSWORD = raw.FPDF_ERR_PASSWORD
_SECURITY = raw.FPDF_ERR_SECURITY


def read(file: BinaryIO, facts: Facts) -> Pieces:
    """One piece a page; pages that are only pictures give none and are counted."""
    document = _open(file)
    try:
        facts.title = facts.title or document.get_metadata_value("Title").strip("\0 ")
        blank = 0
        for number in range(min(len(document), limits.PAGES)):
            text = _page(document, number, facts)
            blank += not text
            if text:
                yield Piece(text, Place("page", number + 1))
        if blank and blank == len(document):
            facts.problems.append("Its pages are pictures without text.")
    finally:
        document.close()


def _open(file: BinaryIO) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(content(file))
    except pdfium.PdfiumError as error:
        if error.err_code in (_PASSWORD, _SECURITY):
            raise encrypted() from error
        raise broken("It is not a whole PDF.") from error


def _page(document: pdfium.PdfDocument, number: int, facts: Facts) -> str:
    try:
        page = document[number]
        textpage = page.get_textpage()
        try:
            text: str = textpage.get_text_range()
        finally:
            textpage.close()
            page.close()
    except (pdfium.PdfiumError, ctypes.ArgumentError):
        facts.problems.append(f"Page {number + 1} is damaged.")
        return ""
    # A soft hyphen at the end of a line joins the word's halves; pdfium marks it so.
    return text.replace("\ufffe\r\n", "").replace("\ufffe", "").replace("\r\n", "\n").strip()
