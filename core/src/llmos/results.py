"""`Result`: the base of what tools return. It knows its values, its rendering and its citations."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from llmos.blocks import Block, Citation, Manner, Table, Text


class Result(BaseModel):
    """A tool's answer. Fields are what programs get; `rendering` is what people see.

    Where `manner` is "passages", a question is also answered in a sentence or two that the user's
    model writes about the rendering; each of them is shown only if it states nothing else.
    """

    model_config = ConfigDict(frozen=True)
    manner: ClassVar[Manner] = "data"

    def rendering(self) -> list[Block]:
        """The answer as blocks; without an own one, its only text or a table of its fields."""
        fields = self.model_dump(mode="json")
        if len(fields) == 1 and isinstance(text := next(iter(fields.values())), str):
            return [Text(text)]
        rows = [[name, str(value)] for name, value in fields.items()]
        return [Table(columns=["field", "value"], rows=rows)]

    def undoing(self) -> dict[str, Any] | None:
        """The arguments with which the plugin's `llmos_undo` function takes this effect back."""
        return None

    def citations(self) -> list[Citation]:
        """The records that the answer stands on."""
        return []
