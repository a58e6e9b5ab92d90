"""One page of text as PDF, with nothing but the fonts that every reader has."""

from __future__ import annotations

_STREAM = "BT /F2 16 Tf 72 770 Td ({heading}) Tj /F1 11 Tf 16 TL 0 -14 Td\n{lines}\nET"


def page(text: str) -> bytes:
    """A PDF of one A4 page; the text's first line becomes its heading."""
    heading, *lines = text.strip().splitlines()
    shown = "\n".join(f"({_escaped(line)}) '" for line in lines)
    stream = _STREAM.format(heading=_escaped(heading), lines=shown).encode("cp1252")
    return _file(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R "
        b"/Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> >>",
        _font(b"Helvetica"),
        _font(b"Helvetica-Bold"),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    )


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _font(name: bytes) -> bytes:
    return b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % name


def _file(*objects: bytes) -> bytes:
    content = bytearray(b"%PDF-1.4\n")
    table = b"0000000000 65535 f \n"
    for number, body in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(content)
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size = len(objects) + 1
    ending = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(content))
    return bytes(content) + b"xref\n0 %d\n" % size + table + ending
