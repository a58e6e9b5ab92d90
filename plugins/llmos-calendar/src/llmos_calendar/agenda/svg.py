"""Shapes as SVG: one file that needs nothing else, with fonts that every system has."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from llmos_calendar.agenda.shapes import Board, Box, Line, Shape, Words

_FONTS = "system-ui, 'Segoe UI', Helvetica, Arial, sans-serif"
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""


def svg(board: Board) -> bytes:
    """The picture as a file."""
    size = f'width="{board.width:g}" height="{board.height:g}"'
    view = f'viewBox="0 0 {board.width:g} {board.height:g}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view} font-family="{_FONTS}">',
        *(_element(shape) for shape in board.shapes),
        "</svg>",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _element(shape: Shape) -> str:
    match shape:
        case Box(x, y, width, height, fill, radius):
            place = f'x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"'
            return f'<rect {place} rx="{radius:g}" fill="{fill}"/>'
        case Line(x1, y1, x2, y2, stroke, thickness):
            ends = f'x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"'
            return f'<line {ends} stroke="{stroke}" stroke-width="{thickness:g}"/>'
        case Words(x, y, text, size, fill, bold, centred):
            look = ' font-weight="600"' * bold + ' text-anchor="middle"' * centred
            told = escape(_UNFIT.sub("", text))
            place = f'x="{x:g}" y="{y:g}" font-size="{size:g}"'
            return f'<text {place} fill="{fill}"{look}>{told}</text>'
