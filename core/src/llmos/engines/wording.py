"""A few sentences by the model, from facts that it is given."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from llmos.engines.base import Engine, Streamer
from llmos.engines.framing import ONLY_DATA, framed
from llmos.engines.structured import Message

_TOKENS_PER_WORD = 3  # enough for languages with long words
_ENDS = (". ", "! ", "? ", ".\n", "!\n", "?\n")


def write(
    engine: Engine, what: str, text: str, *, most_words: int, marks: Sequence[str] = ()
) -> str:
    """What the model writes, of at most that many words; cut after a sentence if it wrote more.

    With `marks`, placeholders, it holds these in their order, where the engine can see to that.
    """
    rules = f"You write short plain texts, at most {most_words} words. {ONLY_DATA}"
    answer = engine.complete(
        messages=[
            {"role": "system", "content": rules},
            {"role": "user", "content": f"{what}\n\n{framed(text)}"},
        ],
        max_tokens=most_words * _TOKENS_PER_WORD,
        **({"marks": tuple(marks)} if marks else {}),
    )["choices"][0]
    written = (answer["message"]["content"] or "").strip()
    words = written.split()
    if answer["finish_reason"] != "length" and len(words) <= most_words:
        return written
    return _whole_sentences(" ".join(words[:most_words]))


def words_of(engine: Engine, asked: Sequence[Message], *, most_words: int) -> Generator[str]:
    """What the model says, piece by piece where the engine can; else all at once."""
    request = {"messages": list(asked), "max_tokens": most_words * _TOKENS_PER_WORD}
    if isinstance(engine, Streamer):
        yield from engine.stream(**request)
    else:
        yield engine.complete(**request)["choices"][0]["message"]["content"] or ""


def _whole_sentences(text: str) -> str:
    """The text up to the end of its last whole sentence; if it has none, an ellipsis says so."""
    end = max((f"{text} ").rfind(mark) for mark in _ENDS)
    return text[: end + 1] if end >= 0 else f"{text} …"
