"""Which tools a model is shown, or asked about by their names: those nearest to the request.

Three things are added: how near in meaning the request is to what a tool is for (its description or
one of its example requests), how near to its parameters, and how many rare words they share.
Without the embedding model only the last one is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from llmos.calls import ToolSpec
from llmos.router.matching import Matching, apart
from llmos.router.phrases import of_tool
from llmos.router.vectors import Vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST = 8
"""How many tools a small model still tells apart; of 4,076 the right one is among them for 98 %."""

_PARAMETERS = 0.5  # what their meaning counts, beside that of the description
_WORDS = 0.6  # what shared words count


class Shortlist:
    """Ranks a fixed set of tools by how near they are to a request."""

    def __init__(self, tools: Sequence[ToolSpec], vectors: Vectors | None) -> None:
        self._tools = list(tools)
        self._matching = Matching([" ".join((*of_tool(one), _fields(one))) for one in tools])
        self._purposes = [of_tool(one) for one in tools]
        self._vectors = vectors
        self._rows: tuple[Any, Any, Any] | None = None

    def nearest(self, text: str) -> list[ToolSpec]:
        """At most `MOST` tools, the nearest ones, in the order in which they came."""
        if len(self._tools) <= MOST:
            return self._tools
        scores = [_WORDS * score for score in self._matching.of(text)]
        if self._vectors is not None:
            scores = (scores + self._meant(self._vectors, text)).tolist()
        ranked = sorted(range(len(scores)), key=lambda place: -scores[place])
        return [self._tools[place] for place in sorted(ranked[:MOST])]

    def _meant(self, vectors: Vectors, text: str) -> NDArray[np.float32]:
        import numpy as np

        purposes, begins, fields = self._learnt(vectors)
        said = vectors.of([text])[0]
        near: NDArray[np.float32] = np.maximum.reduceat(purposes @ said, begins)
        near += _PARAMETERS * (fields @ said)
        return near

    def _learnt(self, vectors: Vectors) -> tuple[Any, Any, Any]:
        """Rows for what the tools are for, where each tool's rows begin, rows for their fields."""
        import numpy as np

        if self._rows is None:
            purposes = [phrase for phrases in self._purposes for phrase in phrases]
            fields = [_fields(tool) for tool in self._tools]
            vectors.learn([*purposes, *fields])
            begins = np.cumsum([0, *map(len, self._purposes[:-1])])
            self._rows = vectors.of(purposes), begins, vectors.of(fields)
        return self._rows


def _fields(tool: ToolSpec) -> str:
    """The tool's name and what its parameters are."""
    parameters = tool.parameters.get("properties", {}).items()
    described = (f"{apart(name)}: {one.get('description', '')}" for name, one in parameters)
    return "; ".join((apart(tool.name), *described))
