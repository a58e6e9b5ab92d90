"""How much of one file is read. Each limit stands between the user and a file made to hurt."""

from __future__ import annotations

MIB = 1024 * 1024

FILE_BYTES = 512 * MIB
"""Larger files are listed by name only."""

TEXT_BYTES = 16 * MIB
"""As much of a plain text is read; the rest is cut."""

CHARS = 4_000_000
"""As much text of one document is kept; a thick book has a million characters."""

PASSAGES = 6_000
"""As many passages of one document are kept."""

MEMBERS = 20_000
"""More members than that has no document; archives are listed up to there."""

MEMBER_BYTES = 64 * MIB
"""The largest member of a document that is unpacked."""

UNPACKED_BYTES = 256 * MIB
"""What all members of one document may come to."""

RATIO = 200
"""How many times smaller a member may be packed, once it is larger than a megabyte."""

PAGES = 5_000
ROWS = 200_000
COLUMNS = 1_000
CELLS = 8_000_000
"""Of one sheet, empty ones between its values included."""

PIXELS = 400_000_000

SECONDS = 8.0
"""For one file, before reading it is given up."""

HARD_SECONDS = 10.0
"""For one file, before the process ends itself because it did not give up."""

MEMORY_BYTES = 400 * MIB
"""For one file, beyond what the process had before it."""
