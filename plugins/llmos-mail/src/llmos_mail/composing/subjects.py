"""The subject of an answer."""

from __future__ import annotations

import re

from llmos_mail.language import Language

_ANSWERED = re.compile(r"^\s*(?:re|aw|antw|antwort|sv)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
_PREFIX: dict[Language, str] = {"en": "Re: ", "de": "AW: ", "fr": "Re: "}


def answering(subject: str, language: Language) -> str:
    """The subject with the prefix that its language uses, once."""
    subject = " ".join(subject.split())
    return subject if _ANSWERED.match(subject) else _PREFIX[language] + subject
