"""A short wording of the points by a model, used only if all its facts stand in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from llmos_mail.facts import facts, invented
from llmos_mail.language import language_of
from llmos_mail.summaries.extract import Point

_TRIES = 2


def worded(points: Sequence[Point], write: Callable[[str, str], str], chars: int) -> str | None:
    """A few sentences, or None if the model said something that no point says.

    `chars` is how much the model reads at most.
    """
    text = "\n".join(_line(point) for point in points)[:chars]
    known = facts(text, [point.message.sender.name for point in points])
    language = "German" if language_of(*(point.sentence for point in points)) == "de" else "English"
    wrong: list[str] = []
    for _ in range(_TRIES):
        again = f" Do not mention {', '.join(wrong)}." if wrong else ""
        wording = write(
            "Summarize these notes from mails in at most three sentences, in "
            f"{language}. Say who said what. Add nothing that is not there.{again}",
            text,
        )
        wrong = invented(known, wording, text)
        if wording and not wrong:
            return wording
    return None


def _line(point: Point) -> str:
    day = f"{point.message.sent.day} {point.message.sent:%B}"
    return f"{point.message.sender.short} ({day}): {point.sentence}"
