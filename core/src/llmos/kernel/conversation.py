"""Requests that follow each other: one turn for all of them, and what the last one brought.

The turn's flow remembers what was said and read since the conversation began, so that other
people's words of an hour ago still count when something is to be sent now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from llmos.calls import Call, Request, ToolSpec
from llmos.kernel.turn import Answer, Turn


@dataclass
class Conversation:
    """What a chat keeps between requests. It lives as long as its door holds it."""

    turn: Turn
    before: Answer | None = None

    def leaning(self, request: Request, tools: Sequence[ToolSpec]) -> Call | None:
        """The call that a request means after the one before; None if it stands by itself."""
        if self.before is None or self.before.call is None or self.before.output is None:
            return None
        from llmos.router.following import followed  # only a second request needs it

        records = [citation.id for citation in self.before.output.citations]
        return followed(request, self.before.call, records, tools)

    def forget(self) -> None:
        """Let the next request stand by itself. What was read before still counts for the flow."""
        self.before = None
