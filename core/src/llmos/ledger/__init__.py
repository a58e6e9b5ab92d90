"""The ledger: what was asked, decided, run, read and shown to the model, in rows nobody can bend.

ledger.py      writing and reading it; what the kernel holds
rows.py        the kinds of row
chain.py       the table: each row bound by a keyed hash to the one before it
key.py         the key, and what is hashed with it
checkpoint.py  how far the chain has come, with the key, in a file apart from the database
entries.py     rows put together as calls and how they ended
verifying.py   finding what was altered, taken out or cut off
undos.py       what takes effects back, with its contents, apart from the chain
pruning.py     forgetting rows that are too old, without a gap

An effect or a read is written down *before* it happens, and how it ended in a row of its own
afterwards. A crash in between leaves a call whose outcome is unknown; llmos repeats none by itself.
Contents are hashed with the key, never kept.
"""

from llmos.ledger.chain import SCHEMA
from llmos.ledger.entries import Entry
from llmos.ledger.ledger import Ledger
from llmos.ledger.rows import Ending, Place, Shown
from llmos.ledger.undos import UNDO_SCHEMA, Undo, Undos
from llmos.ledger.verifying import Fault, Report

__all__ = [
    "SCHEMA",
    "UNDO_SCHEMA",
    "Ending",
    "Entry",
    "Fault",
    "Ledger",
    "Place",
    "Report",
    "Shown",
    "Undo",
    "Undos",
]
