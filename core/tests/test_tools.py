"""`@tool`: the signature is the schema, and what a tool declares is what the kernel hears."""

from __future__ import annotations

from typing import Annotated

import pytest
from pydantic import BaseModel, Field

from llmos import Context, Destination, Permission, Result, tool
from llmos.calls import ToolSpec
from llmos.errors import PluginLoadError
from llmos.tools import BoundTool, Tool


class Sent(Result):
    to: str = ""


@tool(needs=[Permission("mail:send")], effect="send", examples=["write to Ada"])
def send(
    ctx: Context,
    text: Annotated[str, Field(description="What to say.")],
    to: Annotated[str, Destination("address")] = "",
) -> Sent:
    """Send a mail.

    Only to one person.
    """
    return Sent(to=to)


def spec(declared: Tool[..., Sent]) -> ToolSpec:
    return BoundTool("post", declared).spec()


def test_what_is_declared_is_what_the_kernel_hears() -> None:
    heard = spec(send)
    assert (heard.name, heard.plugin, heard.effect) == ("post.send", "post", "send")
    assert heard.needs == ("mail:send",)
    assert heard.summary == "Send a mail."
    assert heard.examples == ("write to Ada",)
    assert heard.destinations == {"to": "address"}


def test_the_context_is_hidden_from_the_model() -> None:
    parameters = spec(send).parameters
    assert set(parameters["properties"]) == {"text", "to"}
    assert parameters["required"] == ["text"]
    assert parameters["properties"]["text"]["description"] == "What to say."
    assert parameters["additionalProperties"] is False


def test_a_declared_function_is_still_that_function() -> None:
    assert send.__name__ == "send"
    assert send(None, "Hello", "ada@example.org").to == "ada@example.org"  # type: ignore[arg-type]


@tool(effect="send")
def send_or_not(to: Annotated[str, Destination("address")] | None = None) -> Sent:
    """Send to somebody or nobody."""
    return Sent()


@tool(effect="send")
def send_to_all(to: list[Annotated[str, Destination("address")]]) -> Sent:
    """Send to several."""
    return Sent()


@tool(effect="send")
def send_with_copies(copies: dict[str, list[Annotated[str, Destination("address")]]]) -> Sent:
    """Send with copies."""
    return Sent()


class Person(BaseModel):
    address: Annotated[str, Destination("address")]
    friend: Person | None = None


@tool(effect="send")
def send_to_a_person(to: Person | None = None) -> Sent:
    """Send to a person."""
    return Sent()


@pytest.mark.parametrize("declared", [send_or_not, send_to_all, send_with_copies, send_to_a_person])
def test_a_destination_counts_however_deep_it_is_marked(declared: Tool[..., Sent]) -> None:
    assert list(spec(declared).destinations.values()) == ["address"]


def test_two_kinds_in_one_parameter_are_refused() -> None:
    @tool(effect="send")
    def send_far(
        to: Annotated[str, Destination("address")] | Annotated[str, Destination("host")],
    ) -> Sent:
        """Send far."""
        return Sent()

    with pytest.raises(PluginLoadError, match="'to' as destinations of several kinds"):
        spec(send_far)
