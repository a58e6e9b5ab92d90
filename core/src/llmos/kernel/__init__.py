"""The kernel: one request from a door to its answer. The only room that knows all the peers.

kernel.py     composes them, and is what doors hold
turn.py       the life of one call: check, show, hold, run, record
wording.py    an answer in words, where one helps
conversation.py requests that follow each other in one turn
errand.py     one call on its way through the kernel
hooks.py      the plugins' hooks behind one pluggy manager
declared.py   functions of plugins that no request reaches: index, status, undo
services.py   what a running tool may ask for, and for whom it gets it
model.py      the user's model in the hands of a running tool
granting.py   grants by command or from a file
consent.py    keeping them, with what follows
updates.py    answers brought in line with what is installed
withdrawing.py taking answers back with all that follows
forgetting.py what a revocation deletes, counted
coarse.py     grants that give data only coarsely, and where that lies
restarting.py going on behind what ends an index run's process
opening.py    what a permission opens, and what a worker may reach with it
state.py      the database of grants, accepted plugins and ledger
"""

from llmos.kernel.conversation import Conversation
from llmos.kernel.forgetting import Forgotten
from llmos.kernel.granting import Change, Proposal
from llmos.kernel.kernel import Kernel
from llmos.kernel.turn import Answer
from llmos.kernel.wording import Wording

__all__ = ["Answer", "Change", "Conversation", "Forgotten", "Kernel", "Proposal", "Wording"]
