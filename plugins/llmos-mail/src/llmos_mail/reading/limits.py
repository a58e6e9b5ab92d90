"""How much of one message is read. Mail is other people's bytes, so every size has an end."""

from __future__ import annotations

MESSAGE_BYTES = 50 * 1024 * 1024
"""A larger message is read only as far as `BEGINNING_BYTES`."""

BEGINNING_BYTES = 1024 * 1024

HEADER_BYTES = 64 * 1024
"""All header fields of one part together; later ones are left out."""

FIELD_BYTES = 32 * 1024
"""One header field as it is kept; the rest is cut off."""

FIELD_CHARS = 16 * 1024
"""One subject or name; the rest is cut off."""

PARAMETER_CHARS = 4 * 1024
"""One `Content-*` field: their parameters are taken apart in quadratic time."""

DEPTH = 32
PARTS = 1_000

TEXT_CHARS = 1_000_000
"""Readable text of one message."""

HTML_CHARS = 2_000_000
HTML_DEPTH = 2_000
"""Open elements; the HTML parser needs quadratic time for deeper trees."""

PEOPLE = 1_000
"""Addresses in one header field."""

REFERENCES = 100
"""Ids of earlier messages; the last ones are kept, because they are the nearest."""
