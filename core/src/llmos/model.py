"""`ctx.model`: what a tool may ask of the user's own model. It runs in the kernel, not here.

The model gets no tools, and every text is given to it as data. What it was shown is on record:
which plugin, for what, which records, how many characters; never the text itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from llmos.errors import ToolError
from llmos.misfits import in_words

READS = 12_000
"""Characters of one text: what fits the engine's memory beside the question and the answer."""

BATCH = 128
"""Texts that are compared in one go."""

GIST = 1_000
"""Characters of a text from which its meaning is taken; the model reads 128 tokens of them."""

_ATTEMPTS = 2
_COMPLAINT = 1_000  # characters of a validator's words that go back to the model

Schema = TypeVar("Schema", bound=BaseModel)


class House(Protocol):
    """What the kernel does with its model for a running tool."""

    def extract(
        self,
        form: dict[str, Any],
        text: str,
        what: str,
        tried: dict[str, Any],
        complaint: str,
        records: Sequence[str] = (),
    ) -> dict[str, Any]:
        """Facts of a text in a JSON schema's form; `complaint` says why `tried` was wrong."""
        ...

    def write(
        self,
        what: str,
        text: str,
        most_words: int,
        records: Sequence[str] = (),
        marks: Sequence[str] = (),
    ) -> str:
        """A wording."""
        ...

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        """One vector for each of at most `BATCH` texts."""
        ...

    def embeds(self) -> bool:
        """Whether there is anything to do that with."""
        ...


class Model:
    """The user's model, for one running tool. Each answer takes seconds: ask rarely and briefly."""

    reads = READS
    """The most characters of one text; a longer one is refused, so cut it where it makes sense."""

    def __init__(self, house: House) -> None:
        self._house = house

    def extract(
        self, schema: type[Schema], text: str, *, what: str, records: Sequence[str] = ()
    ) -> Schema:
        """What a text says, as an object of this pydantic class; `what` tells the model in a
        sentence what to look for, and the fields' descriptions tell it the rest. `records` are the
        ids of what the text was taken from, for the ledger.

        Raises `ToolError` with the validator's words if no answer fits, and if the text has more
        than `reads` characters. The values are the model's reading: check what matters.
        """
        _check_length(text)
        form = schema.model_json_schema()
        tried: dict[str, Any] = {}
        complaint = ""
        for _ in range(_ATTEMPTS):
            tried = self._house.extract(form, text, what, tried, complaint, records)
            try:
                # As JSON, because a class may be strict about what only JSON has no type for.
                return schema.model_validate_json(json.dumps(tried))
            except ValidationError as error:
                complaint = in_words(error)[:_COMPLAINT]
        raise ToolError(
            f"The model found no valid {schema.__name__} in the text: {complaint}.",
            hint="A larger model may: `llmos models list` shows them.",
        )

    def write(
        self,
        what: str,
        text: str,
        *,
        most_words: int = 120,
        records: Sequence[str] = (),
        marks: Sequence[str] = (),
    ) -> str:
        """A wording by the model: `what` says what to write, `text` holds what to write it from,
        and `records` are the ids of what that was taken from, for the ledger.

        `marks` are placeholders of the text, such as `{name1}`. An engine of this process writes
        each of them once, in this order, and no braces or figures besides; others may not, so
        check it.

        Raises `ToolError` if the text has more than `reads` characters. Show it as the model's
        words, beside the facts, never instead of them.
        """
        _check_length(text)
        return self._house.write(what, text, most_words, records, marks)

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        """The meaning of each text as 384 little-endian float32 of length 1 (MiniLM), so that a
        product of two is their likeness. Of each text the beginning counts, about 100 words.

        Raises `ToolError` if the embedding model is not installed; `embeds` says so beforehand.
        """
        return list(self._vectors(texts))

    @property
    def embeds(self) -> bool:
        """Whether `embed` can work on this machine; a plugin does without if it cannot."""
        return self._house.embeds()

    def _vectors(self, texts: Sequence[str]) -> Iterator[bytes]:
        for start in range(0, len(texts), BATCH):
            yield from self._house.embed([text[:GIST] for text in texts[start : start + BATCH]])


def _check_length(text: str) -> None:
    if len(text) > READS:
        raise ToolError(
            f"The model reads {READS:,} characters of a text at once; this one has {len(text):,}.",
            hint="Ask about a part of it.",
        )
