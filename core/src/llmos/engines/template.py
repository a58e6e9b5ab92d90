"""A conversation drawn with the model's own template, cut where requests begin to differ."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

_CUT = "\x00cut\x00"  # cannot stand in a message: every door takes control characters out of it


def drawn(llama: Any, messages: Sequence[dict[str, str]]) -> tuple[str, str]:
    """The text up to where the last message's words begin, and the rest up to the answer."""
    *before, last = messages
    marked = [*before, {**last, "content": _CUT + last["content"].replace(_CUT, "")}]
    shared, _, own = _text(llama, marked).partition(_CUT)
    return shared, own


def _text(llama: Any, messages: Sequence[dict[str, str]]) -> str:
    template = llama.metadata.get("tokenizer.chat_template")
    if not template:
        return "".join(f"{said['role']}: {said['content']}\n" for said in messages) + "assistant: "
    ends = (_special(llama, token) for token in (llama.token_eos(), llama.token_bos()))
    return str(_formatter(template, *ends)(messages=list(messages)).prompt)


@cache
def _formatter(template: str, end: str, beginning: str) -> Any:
    # Compiling a template takes longer than reading the words of a short request.
    from llama_cpp.llama_chat_format import Jinja2ChatFormatter  # loaded with the model

    return Jinja2ChatFormatter(template, end, beginning)


def _special(llama: Any, token: int) -> str:
    return "" if token == -1 else llama.detokenize([token], special=True).decode("utf-8", "replace")
