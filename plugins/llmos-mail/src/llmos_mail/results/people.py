"""Whom names mean."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from llmos import Block, Item, Items, Result


class PersonLine(BaseModel):
    """Somebody: a name, perhaps an empty one, and an address."""

    model_config = ConfigDict(frozen=True)

    name: str
    address: str


class PeopleResult(Result):
    """The people whom names and addresses mean, in their order, each once."""

    people: list[PersonLine]

    def rendering(self) -> list[Block]:
        """A list."""
        return [Items([Item(one.name or one.address, one.address) for one in self.people])]
