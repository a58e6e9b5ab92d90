"""How much of one file is read. What is beyond is a problem in words, never an error."""

from __future__ import annotations

FILE_BYTES = 50_000_000
FILE_ENTRIES = 200_000
LINE_BYTES = 1_000_000
DEPTH = 32
TEXT_CHARS = 4_000
"""As much of a description as is kept."""

TITLE_CHARS = 500
PEOPLE = 500
DATES = 5_000
"""Dates that a series names one by one, as additions or exceptions."""

FIRST_YEAR, LAST_YEAR = 1, 9_990
