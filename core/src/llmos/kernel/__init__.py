"""The kernel: one request from a door to its answer. The only room that knows all the peers.

kernel.py     composes them, and is what doors hold
turn.py       the life of one request: route, check, run, record, answer
hooks.py      the plugins' hooks behind one pluggy manager
services.py   what a running tool may ask for, and for whom it gets it
opening.py    what a permission opens, and what a worker may reach with it
state.py      the database of grants and ledger
"""

from llmos.kernel.kernel import Kernel
from llmos.kernel.turn import Answer

__all__ = ["Answer", "Kernel"]
