"""The question that the user is asked before a plugin gets anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from llmos.blocks import Block
from llmos.broker.provenance import Provenance
from llmos.calls import Call, Effect

Answer = Literal["once", "session", "always", "never", "no"]
"""`once` and `no` are about this request alone and are not kept."""


@dataclass(frozen=True)
class Want:
    """One permission that is asked for. `reason` is the plugin's own words, never llmos's.

    `opens` and `limits` are what a yes would allow; `why` says why an earlier yes does not do.
    """

    permission: str
    meaning: str
    reason: str
    opens: tuple[str, ...] = ()
    limits: str = ""
    why: str = ""


@dataclass(frozen=True)
class Question:
    """All that one call needs, in one question: who, what, why, and the exact call.

    `destinations` say where the call would go and who says so; `doubt` is why it must be confirmed;
    `preview` is what the plugin says would come of it. `more` is what later calls of the same plan
    need besides: one answer holds for all of it.
    """

    plugin: str
    distribution: str
    version: str
    wants: tuple[Want, ...]
    call: Call
    effect: Effect
    foreground: bool
    destinations: tuple[Provenance, ...] = ()
    doubt: str = ""
    preview: tuple[Block, ...] = ()
    more: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Choice:
    """A question that a running tool has, with the answers that it takes. Both are the plugin's
    words, and whatever is answered permits nothing.
    """

    plugin: str
    tool: str
    question: str
    choices: tuple[str, ...]


class Asker(Protocol):
    """A door that can reach the user. Doors that cannot have no asker, and nothing is granted."""

    def ask(self, question: Question) -> Answer:
        """Show the question and return the user's answer."""
        ...

    def confirm(self, question: Question) -> bool:
        """Show what is about to be changed or sent, and return whether it may be."""
        ...

    def show(self, question: Question) -> None:
        """Show what is about to be changed or sent, where nothing need be asked."""
        ...

    def hold(self, question: Question, seconds: int) -> None:
        """Keep what is about to be sent for so long; raises `Cancelled` if it is taken back."""
        ...

    def choose(self, choice: Choice) -> int | None:
        """Show a tool's question; the place of the answer among the choices, None for none."""
        ...
