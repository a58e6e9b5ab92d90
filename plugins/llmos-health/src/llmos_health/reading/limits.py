"""How much of an export is read at most, whatever it claims to be."""

from __future__ import annotations

FEED_BYTES = 1 << 20
"""Bytes handed to the XML parser at a time."""

EXPORT_BYTES = 8 << 30
"""The unpacked size of one file of an export."""

RATIO = 200
"""How many times larger than its packed form a file may be; real exports reach about 30."""

RATIO_FREE_BYTES = 1 << 20
"""Below this size the ratio says nothing."""

MEMBERS = 200_000
"""Files in an archive, or in a folder."""

TAG_BYTES = 1 << 20
"""The longest piece of XML without a complete tag."""

DEPTH = 32
"""Elements inside each other."""

CHILDREN = 20_000
"""Elements inside one workout or correlation."""

KINDS = 20_000
"""Different combinations of type, source and unit."""

WORDS = 5_000
"""Different words that categories use as values."""

NAME_CHARS = 200
"""The longest name of a source, type or unit."""

MONTH_RECORDS = 1_000_000
"""Records of one metric in one month; the busiest watch writes a tenth of that."""

PAPER_BYTES = 4 << 20
"""The size of an electrocardiogram or a clinical record."""

PROBLEMS = 100
"""Problems that are kept of one export; the rest is counted."""

DATABASE_BYTES = 2 << 30
"""The size of a database, which is copied before it is read."""

QUERY_STEPS = 1_000
"""Millions of steps that SQLite may take for one database; a year of data takes a few hundred."""

FIT_BYTES = 32 << 20
"""The size of a FIT file; a day of running is two megabytes."""

FIT_MESSAGES = 500_000
"""Messages in a FIT file; a day of one a second is a fifth of that."""

NESTED_BYTES = 4 << 30
"""The size of an archive inside an archive, which is copied before it is read."""
