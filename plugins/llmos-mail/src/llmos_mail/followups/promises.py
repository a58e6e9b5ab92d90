"""Promises: which sentences give one's word, and which later messages keep it or lift it."""

from __future__ import annotations

from llmos_mail.followups.phrases import says
from llmos_mail.followups.questions import asks
from llmos_mail.followups.sentences import sentences
from llmos_mail.index.stored import Stored

_FEWEST_WORDS = 4


def promises(sentence: str) -> bool:
    """Whether the writer says that they will do something for the reader."""
    return "?" not in sentence and says(sentence, "promise") and not says(sentence, "no_promise")


def concerns_reader(sentence: str) -> bool:
    """Whether the reader is to get what is promised, and would so miss it."""
    return says(sentence, "to_reader")


def keeps(message: Stored) -> bool:
    """Whether the message, from somebody who had promised something, is what was promised."""
    said = sentences(message)
    if message.attachments or any(says(one, "done") for one in said):
        return True
    if any(says(one, "pending") for one in said):
        return False
    return any(map(_has_content, said))


def confirms(message: Stored) -> bool:
    """Whether the message, from the one who waited, says that the waiting is over."""
    return withdraws(message) or any(says(one, "received") for one in sentences(message))


def withdraws(message: Stored) -> bool:
    """Whether the message says that what its sender had asked for is no longer needed."""
    return any(says(one, "withdrawn") for one in sentences(message))


def _has_content(sentence: str) -> bool:
    enough = len(sentence.split()) >= _FEWEST_WORDS
    return enough and asks(sentence) is None and not says(sentence, "empty")
