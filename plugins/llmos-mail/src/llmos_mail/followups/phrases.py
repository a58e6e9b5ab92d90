"""The words that the follow-up rules look for, out of `languages/`."""

from __future__ import annotations

import re

from llmos_mail.phrasebook import pattern, plain


def phrases(concept: str) -> re.Pattern[str]:
    """One pattern for all phrases of a concept, such as `promise`, in every language."""
    return pattern(__package__, "languages", concept)


def says(sentence: str, concept: str) -> bool:
    """Whether one of the concept's phrases occurs in the sentence."""
    return phrases(concept).search(plain(sentence)) is not None
