"""The user's model in the hands of a running tool: recorded before it sees anything, and bounded.

The model gets no tools here and decides nothing. What a tool lets it read is what the tool could
read itself; what it answers goes back to the tool and is labelled like all that the tool gives.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from llmos.calls import Request, ToolSpec
from llmos.errors import ToolError
from llmos.ledger import Ledger, Place

if TYPE_CHECKING:
    from llmos.engines import Embedder, Engine
    from llmos.runner.messages import Extract, Write

_MOST_ANSWERS = 100
"""How often one call may ask for an answer; each takes seconds of the user's machine."""

_MOST_MEANINGS = 200_000
"""Texts whose meanings one call may ask for; an index of that many goes on in the next run."""

_LONGEST_WISH = 4_000
"""Characters of a plugin's own words to the model."""

_MOST_WORDS = 300

_TOGETHER = 32
"""Texts that the embedding model reads at once; more only take more memory."""


class Models:
    """The engine and the embedding model of one kernel, opened when first needed."""

    def __init__(self, engines: Callable[[], Engine]) -> None:
        self._engines = engines

    @property
    def engine(self) -> Engine:
        """What answers."""
        return self._engines()

    @cached_property
    def embedder(self) -> Embedder | None:
        """What compares meanings; None where it is not installed."""
        from llmos.engines import open_embedder

        return open_embedder()


@dataclass
class BorrowedModel:
    """The models as one running call has them."""

    models: Models
    ledger: Ledger
    request: Request
    tool: ToolSpec
    _answers: int = 0
    _meanings: int = 0

    def extract(self, wanted: Extract) -> dict[str, Any]:
        """Facts out of a text, in the form that the plugin gave."""
        from llmos.engines import extract

        earlier = json.dumps(wanted.tried) + wanted.complaint if wanted.complaint else ""
        self._begin("extraction", wanted, wanted.what + earlier)
        return extract(
            self.models.engine,
            wanted.form,
            wanted.text,
            wanted.what,
            tried=wanted.tried,
            complaint=wanted.complaint,
        )

    def write(self, wanted: Write) -> str:
        """A wording."""
        from llmos.engines import is_mark, write

        if not 1 <= wanted.most_words <= _MOST_WORDS:
            raise ToolError(f"The model writes 1 to {_MOST_WORDS} words, not {wanted.most_words}.")
        if not all(map(is_mark, wanted.marks)):
            raise ToolError("A mark is letters and figures in braces, such as {name1}.")
        self._begin("writing", wanted, wanted.what)
        return write(
            self.models.engine,
            wanted.what,
            wanted.text,
            most_words=wanted.most_words,
            marks=wanted.marks,
        )

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        """Meanings as vectors."""
        from llmos.model import BATCH, GIST

        self._meanings += len(texts)
        if len(texts) > BATCH or any(len(text) > GIST for text in texts):
            raise ToolError(f"{BATCH} texts of {GIST:,} characters are compared at once, not more.")
        if self._meanings > _MOST_MEANINGS:
            raise ToolError(f"One call may ask for {_MOST_MEANINGS:,} meanings and no more.")
        if self.models.embedder is None:
            raise ToolError(
                "The model that compares meanings is not installed.",
                hint="llmos models pull all-minilm-l6-v2",
            )
        self._record("embedding", sum(map(len, texts)))
        return list(_vectors(self.models.embedder, texts))

    def embeds(self) -> bool:
        """Whether `embed` can work here."""
        return self.models.embedder is not None

    def _begin(self, where: Place, wanted: Extract | Write, wish: str) -> None:
        """Refuse what is too much, and write the rest down before the model sees it."""
        from llmos.model import READS

        self._answers += 1
        if self._answers > _MOST_ANSWERS:
            raise ToolError(f"One call may ask the model {_MOST_ANSWERS} times and no more.")
        if len(wanted.text) > READS or len(wish) > _LONGEST_WISH:
            raise ToolError(
                f"The model reads {READS:,} characters of a text at once, and {_LONGEST_WISH:,} "
                "of what a plugin says about it."
            )
        if sum(map(len, wanted.records)) > _LONGEST_WISH:
            raise ToolError("A text taken from so many records is too much for the model.")
        self._record(where, len(wanted.text) + len(wish), wanted.records)

    def _record(self, where: Place, characters: int, records: Sequence[str] = ()) -> None:
        self.ledger.shown(
            self.request,
            where,
            plugin=self.tool.plugin,
            permissions=self.tool.needs,
            records=records,
            tool=self.tool.name,
            characters=characters,
        )


def _vectors(embedder: Embedder, texts: Sequence[str]) -> Iterator[bytes]:
    for start in range(0, len(texts), _TOGETHER):
        for row in embedder.embed(texts[start : start + _TOGETHER]):
            yield row.astype("<f4").tobytes()
