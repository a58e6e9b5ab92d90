"""Conversations brought down to what every chat template can draw: words, by turns.

Templates in GGUF files differ in how they draw tools and their answers; many leave them out.
With a grammar nothing is lost by saying the same in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Message = dict[str, Any]


def in_words(messages: Sequence[Message]) -> list[dict[str, str]]:
    """The same conversation with system, user and assistant alone."""
    return [_in_words(message) for message in messages]


def _in_words(message: Message) -> dict[str, str]:
    if message["role"] == "tool":  # how Instructor says why an answer did not fit
        return {"role": "user", "content": message["content"]}
    return {"role": message["role"], "content": message.get("content") or _arguments(message)}


def _arguments(message: Message) -> str:
    calls = message.get("tool_calls") or ()
    return "\n".join(call["function"]["arguments"] for call in calls)
