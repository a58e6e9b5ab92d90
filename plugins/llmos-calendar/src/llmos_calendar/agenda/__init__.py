"""A day or a week as a picture: in characters for a terminal, as shapes for SVG and PNG.

`layout` says what lies beside what; `terminal` and `board` draw that, each in its own units.
"""
