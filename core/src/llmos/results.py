"""`Result`: the base of what tools return. It knows its values, its rendering and its citations."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from llmos.blocks import Block, Citation, Table


class Result(BaseModel):
    """A tool's answer. Fields are what programs get; `rendering` is what people see."""

    model_config = ConfigDict(frozen=True)

    def rendering(self) -> list[Block]:
        """The answer as blocks; without an own one, a table of the fields."""
        rows = [[name, str(value)] for name, value in self.model_dump(mode="json").items()]
        return [Table(columns=["field", "value"], rows=rows)]

    def citations(self) -> list[Citation]:
        """The records that the answer stands on."""
        return []
