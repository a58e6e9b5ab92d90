"""A text in another tone, in the model's words, and nothing of its facts lost or added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from llmos_mail.facts import facts, invented, lost
from llmos_mail.language import Language, language_of
from llmos_mail.tone.reading import Tone

Write = Callable[[str, str], str]
"""Asks a model: what to write, and the text to write it from."""

TRIES = 3

_MEANINGS: dict[Tone, str] = {
    "friendly": "warm and personal, with a kind word",
    "neutral": "matter-of-fact, neither warm nor cold",
    "formal": "polite and formal, as in a business letter",
    "curt": "as short and dry as possible",
    "angry": "clearly annoyed, without insults",
    "apologetic": "apologetic, taking the blame",
    "pushy": "urgent, pressing for an answer",
}
_LANGUAGES: dict[Language, str] = {"en": "English", "de": "German"}


@dataclass(frozen=True)
class Reworded:
    """The wording, or None with the facts that the model lost or invented each time."""

    text: str | None
    tries: int
    wrong: tuple[str, ...] = ()


def reword(text: str, tone: Tone, write: Write, people: Sequence[str] = ()) -> Reworded:
    """Ask for a wording, check every fact, ask again with what was wrong, at most `TRIES` times."""
    before = facts(text, people)
    wrong: list[str] = []
    for tried in range(1, TRIES + 1):
        wording = _bare(write(_request(text, tone, wrong), text))
        missing, added = lost(before, wording), invented(before, wording, text)
        if wording and not (missing or added):
            return Reworded(wording, tried)
        wrong = [*(f"keep {one}" for one in missing), *(f"leave out {one}" for one in added)]
    return Reworded(None, TRIES, tuple(wrong))


def _request(text: str, tone: Tone, wrong: Sequence[str]) -> str:
    again = f" Your last try was wrong: {'; '.join(wrong)}." if wrong else ""
    return (
        f"Rewrite this mail so that it sounds {_MEANINGS[tone]}. Write in "
        f"{_LANGUAGES[language_of(text)]}. Say the same, and keep every name, number and date as "
        f"it is; add none. Answer with the text of the mail and nothing else.{again}"
    )


def _bare(wording: str) -> str:
    """Without the quotation marks or fences that a model puts around it."""
    text = wording.strip().removeprefix("```").removesuffix("```").strip()
    quoted = len(text) > 2 and text[0] in '"“' and text[-1] in '"”'
    return text[1:-1].strip() if quoted else text
