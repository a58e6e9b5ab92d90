"""Shapes as PNG, drawn by Pillow, which `pip install llmos-calendar[png]` brings."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from llmos import ToolError
from llmos_calendar.agenda.shapes import Board, Box, Line, Shape, Words

_SCALE = 2
"""Pixels a unit, so that it is sharp on the screens of today."""


def png(board: Board) -> bytes:
    """The picture as a file; an error in words if Pillow is not there."""
    try:
        from PIL import Image, ImageDraw
    except ImportError as error:
        raise ToolError(
            "A picture as PNG needs Pillow, which is not installed.",
            hint="Install it with `pip install 'llmos-calendar[png]'`, or ask for SVG.",
        ) from error
    size = (round(board.width * _SCALE), round(board.height * _SCALE))
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for shape in board.shapes:
        _draw(draw, shape)
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _draw(draw: Any, shape: Shape) -> None:
    from PIL import ImageFont

    match shape:
        case Box(x, y, width, height, fill, radius):
            corners = [x * _SCALE, y * _SCALE, (x + width) * _SCALE, (y + height) * _SCALE]
            draw.rounded_rectangle(corners, radius * _SCALE, fill)
        case Line(x1, y1, x2, y2, stroke, thickness):
            ends = [x1 * _SCALE, y1 * _SCALE, x2 * _SCALE, y2 * _SCALE]
            draw.line(ends, stroke, max(1, round(thickness * _SCALE)))
        case Words(x, y, text, size, fill, bold, centred):
            font = ImageFont.load_default(size * _SCALE)
            anchor = "ms" if centred else "ls"
            at = (x * _SCALE, y * _SCALE)
            draw.text(at, text, fill, font, anchor=anchor, stroke_width=0.6 * bold)
