"""Reading one file, whatever it is: a document, or `Unreadable` with the reason."""

from __future__ import annotations

from typing import BinaryIO

from llmos_files.reading import limits
from llmos_files.reading.content import content
from llmos_files.reading.document import Document, Facts, Unreadable, broken, encrypted
from llmos_files.reading.guard import bounded
from llmos_files.reading.kinds import ending, reader_of
from llmos_files.reading.ole import LOCKED, OLE
from llmos_files.reading.passages import passages, within_limits

VERSION = 2
"""Raised when a reader learns something; what was passed over before is then tried again."""

_ZIPPED = frozenset("docx docm dotx pptx pptm ppsx potx odt odp epub".split())


def read(file: BinaryIO, name: str, size: int) -> Document:
    """The passages of an open file of this name and size."""
    reader = reader_of(name)
    if size > limits.FILE_BYTES:
        raise Unreadable("too large", f"It has more than {limits.FILE_BYTES // limits.MIB:,} MB.")
    if size == 0:
        return Document((), Facts())
    facts = Facts()
    with bounded():
        try:
            _refuse_other_formats(file, name)
            kept, cut = within_limits(passages(reader(file, facts)))
        except (Unreadable, MemoryError):
            raise
        except RecursionError as error:
            raise broken("It is nested too deeply.") from error
        except Exception as error:  # whatever one file holds, the others must be read
            raise broken(f"It cannot be read ({type(error).__name__}).") from error
        except BaseException as error:
            # Libraries in Rust say with this class, which cannot be imported, that they gave up.
            if type(error).__name__ != "PanicException":
                raise
            raise broken("It is damaged in a way that its reader does not know.") from error
    return Document(kept, facts, cut)


def _refuse_other_formats(file: BinaryIO, name: str) -> None:
    """A document that has a password is not a zip file any more, whatever its name says."""
    if ending(name) not in _ZIPPED:
        return
    start = file.read(8)
    file.seek(0)
    if start == OLE:
        if LOCKED in content(file):
            raise encrypted()
        raise broken("It is an old Office file under a new name.")
