"""What holds for all tests of the repository."""

from __future__ import annotations

import signal

# A shell lets what it starts in the background ignore Ctrl-C, and all that this starts in turn.
signal.signal(signal.SIGINT, signal.default_int_handler)
