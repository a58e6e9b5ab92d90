"""What hangs on the sample life's mail: small files, made by code from the life's own data."""

from __future__ import annotations

from llmos.demo.attachments.content import File, file_of, make
from llmos.demo.attachments.kinds import Attachment, Document, Invite, Note, Picture, Table

__all__ = [
    "Attachment",
    "Document",
    "File",
    "Invite",
    "Note",
    "Picture",
    "Table",
    "file_of",
    "make",
]
