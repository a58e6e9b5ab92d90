"""Questions and requests: which sentences want something of the reader, and which only sound so."""

from __future__ import annotations

import re
from typing import Literal

from llmos_mail.followups.phrases import says

Asked = Literal["question", "request"]

_QUESTION = re.compile(r"\?[\W\d]*$")


def asks(sentence: str) -> Asked | None:
    """What the sentence wants of its reader, if anything: an answer, or something done."""
    if _QUESTION.search(sentence):
        return None if says(sentence, "idle") else "question"
    wanted = says(sentence, "request") and not says(sentence, "no_request")
    return "request" if wanted else None
