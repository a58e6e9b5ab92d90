"""A conversation drawn with the model's own template, cut where requests begin to differ."""

from __future__ import annotations

from collections.abc import Sequence
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
    from llama_cpp.llama_chat_format import Jinja2ChatFormatter  # loaded with the model

    formatter = Jinja2ChatFormatter(
        template, _special(llama, llama.token_eos()), _special(llama, llama.token_bos())
    )
    said: list[Any] = list(messages)
    return str(formatter(messages=said).prompt)


def _special(llama: Any, token: int) -> str:
    return "" if token == -1 else llama.detokenize([token], special=True).decode("utf-8", "replace")
