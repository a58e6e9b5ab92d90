"""Names as people say them: "the landlord", "my sister's", "der Schule"."""

from __future__ import annotations

import re

_ARTICLES = frozenset(
    "the my our a an der die das dem den des ein eine einen einem einer mein meine meinen meinem "
    "meiner unser unsere unseren unserem unserer le la les mon ma mes".split()
)
_OWNING = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]s?$")


def bare(name: str) -> str:
    """The name without the article before it and the sign of owning behind it."""
    words = name.split()
    while len(words) > 1 and words[0].casefold() in _ARTICLES:
        words = words[1:]
    return _OWNING.sub("", " ".join(words))


def is_called(name: str, somebody: str) -> bool:
    """Whether a person, given as name and address, has all words of this name."""
    return all(word in somebody.casefold() for word in bare(name).casefold().split())
