"""One tool, one permission."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from llmos import Block, Context, Permission, Result, Text, hookimpl, tool


class Greeting(Result):
    """What is said."""

    text: str

    def rendering(self) -> list[Block]:
        """The greeting as a sentence."""
        return [Text(self.text)]


@tool(needs=[Permission("profile:read")], examples=["say hello to Ada", "greet my neighbour Tom"])
def greet(ctx: Context, name: Annotated[str, Field(description="Whom to greet.")]) -> Greeting:
    """Greet one person by name."""
    return Greeting(text=f"Hello {name}, from {ctx.profile.name}!")


@hookimpl
def llmos_tools() -> list[object]:
    """Offer the one tool."""
    return [greet]
