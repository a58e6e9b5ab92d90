"""Documents of every format, small and made here."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip file with these members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def relations(*targets: tuple[str, str]) -> str:
    """The relations of a part: kinds and targets."""
    entries = "".join(
        f'<Relationship Id="r{n}" Type="{_KIND}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f"<Relationships {_RELS}>{entries}</Relationships>"


def docx(*paragraphs: str, extra: Mapping[str, str] | None = None) -> bytes:
    """A Word document; a paragraph that begins with "# " is a heading."""

    def paragraph(text: str) -> str:
        style = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' if text.startswith("# ") else ""
        return f"<w:p>{style}<w:r><w:t>{text.removeprefix('# ')}</w:t></w:r></w:p>"

    body = "".join(map(paragraph, paragraphs))
    return zipped(
        {
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
            **(extra or {}),
        }
    )


def pptx(*slides: str) -> bytes:
    """A presentation; the second slide of the file is the first of the show."""
    order = [2, 1, *range(3, len(slides) + 1)][: len(slides)] if len(slides) > 1 else [1]
    ids = "".join(f'<p:sldId id="{255 + n}" r:id="r{n}"/>' for n in order)
    members: dict[str, str | bytes] = {
        "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {_P} {_R}><p:sldIdLst>{ids}</p:sldIdLst>"
        "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(
            *(("slide", f"slides/slide{n}.xml") for n in range(1, len(slides) + 1))
        ),
    }
    for number, text in zip(order, slides, strict=True):
        run = f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"
        members[f"ppt/slides/slide{number}.xml"] = f"<p:sld {_P} {_A}>{run}</p:sld>"
    return zipped(members)


def odt(*paragraphs: str) -> bytes:
    """A LibreOffice text; a paragraph that begins with "# " is a heading."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "text")
    )
    body = "".join(
        f"<text:h>{p[2:]}</text:h>" if p.startswith("# ") else f"<text:p>{p}</text:p>"
        for p in paragraphs
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces}><office:body><office:text>{body}"
            "</office:text></office:body></office:document-content>",
        }
    )


def epub(*chapters: str) -> bytes:
    """A book."""
    members: dict[str, str | bytes] = {
        "META-INF/container.xml": '<container><rootfile full-path="book/all.opf"/></container>'
    }
    items = "".join(f'<item id="c{n}" href="c{n}.xhtml"/>' for n in range(len(chapters)))
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    about = '<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">The Book</dc:title>'
    members["book/all.opf"] = f"<package>{about}{items}{spine}</package>"
    for number, text in enumerate(chapters):
        members[f"book/c{number}.xhtml"] = f"<html><title/><body><p>{text}</p></body></html>"
    return zipped(members)


def pdf(*pages: str) -> bytes:
    """A PDF with one line of text on each page."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, text in enumerate(pages):
        stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("latin-1")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        content
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(content))
    )
