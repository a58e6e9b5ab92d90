"""What a call needs, and what of that the user has not allowed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from llmos.errors import LlmosError

if TYPE_CHECKING:
    from llmos.calls import Call
    from llmos.kernel import Kernel


def not_granted(kernel: Kernel, call: Call) -> list[str]:
    """The permissions that would be asked for; or the sentence that says why it cannot run."""
    try:
        decision, _ = kernel.why(call)
    except LlmosError as error:
        return [error.message]  # it has no source
    return [one.need.permission for one in decision.standings if one.verdict != "allow"]


def in_words(needs: Sequence[str], lacking: Sequence[str]) -> str:
    """The permissions of a call and which of them are there; or why that cannot be said."""
    if unknown := [one for one in lacking if one not in needs]:
        return "; ".join([*needs, *unknown])
    said = [f"{one} (not granted)" if one in lacking else one for one in needs]
    return ", ".join(said) or "no permission"
