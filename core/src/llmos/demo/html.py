"""The look of mail that is sent to many: a heading, paragraphs, links and a counting pixel."""

from __future__ import annotations

import re
from html import escape

from llmos.demo.letters import Letter

_LINK = re.compile(r"https://[^\s<>]+[^\s<>.,?!]")
_PAGE = """\
<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{subject}</title>
<style>body {{ font-family: sans-serif }} .page {{ max-width: 36em; margin: auto }}</style>
</head><body><div class="page">
<h1>{subject}</h1>
{paragraphs}
</div><img src="{pixel}" width="1" height="1" alt=""></body></html>
"""


def page(letter: Letter) -> str:
    """The letter's text as an HTML page of its sender's."""
    domain = letter.sender.address.partition("@")[2]
    token = letter.id.strip("<>").partition("@")[0]
    paragraphs = letter.text.strip().split("\n\n")
    return _PAGE.format(
        language=letter.moment.language,
        subject=escape(letter.subject),
        paragraphs="\n".join(map(_paragraph, paragraphs)),
        # Senders learn from this picture who opens their mail; a mail reader must not fetch it.
        pixel=f"https://{domain}/opened/{token}.gif",
    )


def _paragraph(text: str) -> str:
    linked = _LINK.sub(lambda link: f'<a href="{link[0]}">{link[0]}</a>', escape(text))
    return f"<p>{linked}</p>".replace("\n", "<br>\n")
