"""Three tools about mail, as their plugin describes them, and the moment of the requests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from llmos.calls import Call, Request, ToolSpec


class Arguments(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Search(Arguments):
    text: Annotated[str | None, Field(description="words that the mail holds")] = None
    sender: Annotated[str | None, Field(description="who wrote it")] = None
    to: Annotated[str | None, Field(description="who received it")] = None
    since: Annotated[date | None, Field(description="first day")] = None
    until: Annotated[date | None, Field(description="last day")] = None
    folder: Annotated[str | None, Field(description="folder")] = None
    unread: Annotated[bool | None, Field(description="only unread ones")] = None
    has_attachment: Annotated[bool | None, Field(description="only with a file attached")] = None
    limit: Annotated[int, Field(description="how many at most", ge=1, le=100)] = 20


class Read(Arguments):
    id: Annotated[str, Field(description="the short id that a search shows")]


class FollowUps(Arguments):
    since: Annotated[date | None, Field(description="first day")] = None
    until: Annotated[date | None, Field(description="last day")] = None
    person: Annotated[str | None, Field(description="with whom")] = None
    direction: Annotated[Literal["mine", "theirs"] | None, Field(description="whose turn")] = None


ARGUMENTS = {"mail.search": Search, "mail.read": Read, "mail.follow_ups": FollowUps}

_SAID = {
    "mail.follow_ups": (
        "List what is still open in my mail: questions and promises that nobody answered or kept.",
        "What am I forgetting to follow up on?",
        "Who still owes me an answer?",
        "Wem muss ich noch antworten?",
        "What did I promise Ada?",
    ),
    "mail.read": (
        "Show one message in full.",
        "read message 3f2a",
        "show me mail 12 in full",
        "Zeig mir die Nachricht 7b",
    ),
    "mail.search": (
        "Find messages by words, people, dates, folder or attachments.",
        "mails from Ada since Monday",
        "find the invoice from the plumber",
        "unread mail with attachments",
        "Mails von Jonas über den Mietvertrag",
    ),
}


@pytest.fixture(scope="session")
def tools() -> list[ToolSpec]:
    return [
        ToolSpec(
            name=name,
            plugin="mail",
            description=description,
            parameters=ARGUMENTS[name].model_json_schema(),
            needs=("mail:read",),
            examples=tuple(examples),
        )
        for name, (description, *examples) in _SAID.items()
    ]


@pytest.fixture(scope="session")
def check() -> Callable[[Call], str | None]:
    """What the plugin's own validator says, as the kernel passes it on."""

    def words(call: Call) -> str | None:
        try:
            ARGUMENTS[call.tool].model_validate(call.arguments)
        except ValidationError as error:
            return "; ".join(problem["msg"] for problem in error.errors())
        return None

    return words


@pytest.fixture(scope="session")
def asked() -> Callable[[str], Request]:
    """A request of a Tuesday morning in Berlin."""
    moment = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    return lambda text: Request(text, moment)


@pytest.fixture(autouse=True)
def no_weights(
    request: pytest.FixtureRequest, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the developer has installed decides nothing, unless a test is about real weights."""
    if request.node.get_closest_marker("model") is None:
        monkeypatch.setenv("LLMOS_MODELS", str(tmp_path / "no-models"))
