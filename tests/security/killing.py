"""A program that grants, writes to the ledger and has effects until somebody kills it.

What it acknowledges, a word and a number a line, must be there ever after. The effect with the
number n is the n-th call on record: a call that was begun is never begun again, whatever became
of it.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import NoReturn

from llmos.broker import Answer, Choice, Grant, Question
from llmos.calls import Call, Request
from llmos.config import Home
from llmos.kernel import Kernel

EVERYTHING = 1_000_000


class Willing:
    """A user who says yes to everything."""

    def ask(self, question: Question) -> Answer:
        """Grant it once: what lasts is granted below."""
        return "once"

    def confirm(self, question: Question) -> bool:
        """Let it happen."""
        return True

    def show(self, question: Question) -> None:
        """See it happen."""

    def hold(self, question: Question, seconds: int) -> None:
        """Do not wait."""

    def choose(self, choice: Choice) -> int | None:
        """The first one."""
        return 0


def no_engine() -> NoReturn:
    raise AssertionError("this program needs no model")


def acknowledge(what: str, number: int) -> None:
    os.write(1, f"{what} {number}\n".encode())


def background_grant(number: int) -> Grant:
    """A grant that covers one place more than those before it."""
    return Grant(
        plugin="counter",
        distribution="llmos-counter",
        permission="counter:write",
        foreground=False,
        answer="always",
        opens=(str(number),),
    )


def run(kernel: Kernel) -> None:
    """Go on where the last run was killed."""
    begun = len(kernel.ledger.entries(plugin="counter", limit=EVERYTHING))
    for number in count(begun + 1):
        kernel.grants.add([background_grant(number)])
        acknowledge("grant", number)
        request = Request("Count on.", datetime.now(UTC))
        kernel.call(request, Call("counter.write", {"number": number}))
        acknowledge("effect", number)
        row = kernel.ledger.open(request, Call("other.read"), (), "granted")
        acknowledge("row", row)


with Kernel(Home.at(Path(sys.argv[1])), asker=Willing(), engines=no_engine) as kernel:
    run(kernel)
