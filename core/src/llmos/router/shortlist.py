"""Which tools a model is shown, or asked about by their names: those nearest to the request.

Three things are added: how near in meaning the request is to what a tool is for (its description or
one of its example requests), to its parameters and its name, and how many rare words they share.
Without the embedding model only the last one is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from llmos.calls import ToolSpec
from llmos.router.matching import Matching, apart
from llmos.router.openings import opening
from llmos.router.phrases import of_tool
from llmos.router.vectors import Vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST = 8
"""How many tools a small model still tells apart; of 4,076 the right one is among them for 98 %."""

_PARAMETERS = 0.5  # what their meaning counts, beside that of the description
_NAME = 0.3  # what the name's counts
_WORDS = 0.6  # what shared words count


class Score(NamedTuple):
    """How near a tool is: in meaning (0 to 1.8; 0 where it is not known), and all in all."""

    meaning: float
    whole: float


class Shortlist:
    """Ranks a fixed set of tools by how near they are to a request."""

    def __init__(self, tools: Sequence[ToolSpec], vectors: Vectors | None) -> None:
        self._tools = list(tools)
        self._matching = Matching([" ".join((*of_tool(one), _fields(one))) for one in tools])
        self._purposes = [of_tool(one) for one in tools]
        self._vectors = vectors
        self._rows: tuple[Any, ...] | None = None

    def nearest(self, text: str) -> list[ToolSpec]:
        """At most `MOST` tools, the nearest ones, in the order in which they came."""
        if len(self._tools) <= MOST:
            return self._tools
        scores = self.scores(text)
        ranked = sorted(range(len(scores)), key=lambda place: -scores[place].whole)
        return [self._tools[place] for place in sorted(ranked[:MOST])]

    def scores(self, text: str) -> list[Score]:
        """How near each tool is, in the order in which they came."""
        words = self._matching.of(text)
        meant = self._meant(self._vectors, text).tolist() if self._vectors else [0.0] * len(words)
        pairs = zip(meant, words, strict=True)
        return [Score(meaning, meaning + _WORDS * shared) for meaning, shared in pairs]

    def _meant(self, vectors: Vectors, text: str) -> NDArray[np.float32]:
        import numpy as np

        purposes, begins, fields, names = self._learnt(vectors)
        said = vectors.of([text])[0]
        near: NDArray[np.float32] = np.maximum.reduceat(purposes @ said, begins)
        near += _PARAMETERS * (fields @ said) + _NAME * (names @ said)
        return near

    def _learnt(self, vectors: Vectors) -> tuple[Any, ...]:
        """Rows for what tools are for, where each tool's rows begin, rows for fields and names."""
        import numpy as np

        if self._rows is None:
            purposes = [phrase for phrases in self._purposes for phrase in phrases]
            fields = [_fields(tool) for tool in self._tools]
            names = [apart(tool.name) for tool in self._tools]
            vectors.learn([*purposes, *map(opening, purposes), *fields, *names])
            begins = np.cumsum([0, *map(len, self._purposes[:-1])])
            self._rows = vectors.of(purposes), begins, vectors.of(fields), vectors.of(names)
        return self._rows


def _fields(tool: ToolSpec) -> str:
    """The tool's name and what its parameters are."""
    parameters = tool.parameters.get("properties", {}).items()
    described = (f"{apart(name)}: {one.get('description', '')}" for name, one in parameters)
    return "; ".join((apart(tool.name), *described))
