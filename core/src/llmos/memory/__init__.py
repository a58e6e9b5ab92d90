"""What llmos remembers of conversations: turns that can be found again, and facts it was told.

remembering.py  the file that keeps both, and forgets for good
facts.py        facts in the user's own words: told, used in a later request, asked for

Only the door of a chat writes here. Nothing that a plugin, a record or the model said becomes a
fact; what a turn showed is kept with its label, and goes with the permissions that it came from.
"""

from __future__ import annotations

from llmos.memory.facts import Fact, resolved, said_of, told
from llmos.memory.remembering import Memory, Past

__all__ = ["Fact", "Memory", "Past", "resolved", "said_of", "told"]
