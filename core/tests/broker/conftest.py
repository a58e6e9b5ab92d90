"""A broker over a real database, and calls that want to run. No worker, no terminal."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from llmos.broker import SCHEMA, Broker, Choice, Decision, Grant, Grants, Question, Wish, goings
from llmos.broker.session import session
from llmos.calls import Call, ToolSpec
from llmos.installed import Plugin
from llmos.manifest import Manifest
from llmos.scope import FULL, Scope
from llmos.store import connect

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
SEND = ToolSpec(
    name="post.send",
    plugin="post",
    description="Send.",
    parameters={},
    needs=("mail:send",),
    destinations={"to": "address", "folder": "path", "reply_to": "id"},
)


@dataclass
class User:
    """Gives these answers and remembers the questions."""

    answers: list[Any]
    questions: list[Question] = field(default_factory=list)

    def ask(self, question: Question) -> Any:
        self.questions.append(question)
        return self.answers.pop(0)

    def confirm(self, question: Question) -> bool:
        raise AssertionError("only reads are decided here")

    def show(self, question: Question) -> None:
        raise AssertionError("only reads are decided here")

    def hold(self, question: Question, seconds: int) -> None:
        raise AssertionError("only reads are decided here")

    def choose(self, choice: Choice) -> int | None:
        raise AssertionError("only reads are decided here")


class Desk:
    """The plugin `post`, what it wants to do, and what the user has answered."""

    def __init__(self, folder: Path) -> None:
        self.now = START
        self.accepted: list[Plugin] = []
        self.narrowed: list[str] = []
        self.grants = Grants(connect(folder / "state.db", SCHEMA), lambda: self.now)
        self.broker = Broker(self.grants, self.accepted.append, self.narrowed.append)
        asked = ("mail:read", "mail:send", "files:write", "network:connect", "post:notes")
        self.plugin = Plugin(
            manifest=Manifest("post", 1, "Post.", dict.fromkeys(asked, "Because.")),
            distribution="llmos-post",
            version="1.0",
            module="llmos_post.plugin",
            folder=folder,
            fingerprint="",
            contents="",
        )

    def wish(
        self,
        *needs: str,
        places: tuple[str, ...] = (),
        foreground: bool = True,
        **arguments: Any,
    ) -> Wish:
        return Wish(
            plugin=self.plugin,
            call=Call("post.send", arguments),
            needs=needs,
            foreground=foreground,
            opens={name: places for name in needs},
            goes=goings(SEND, arguments),
        )

    def decide(self, *needs: str, **wish: Any) -> Decision:
        return self.broker.decide(self.wish(*needs, **wish))

    def answer(self, answer: str, *needs: str, **wish: Any) -> Question:
        """Let the user answer; returns what was asked."""
        user = User([answer])
        self.broker.permit(self.wish(*needs, **wish), user)
        return user.questions[0]

    def keep(
        self,
        permission: str,
        answer: Any = "always",
        *,
        opens: tuple[str, ...] = (),
        scope: Scope = FULL,
        distribution: str = "llmos-post",
        foreground: bool = True,
    ) -> None:
        key = session() if answer == "session" else ""
        grant = Grant("post", distribution, permission, foreground, answer, opens, scope, key)
        self.grants.add([grant])

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk at which nothing is granted yet."""
    return Desk(tmp_path)
