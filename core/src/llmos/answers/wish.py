"""Whether a request wants an answer in words, about what a tool found for it."""

from __future__ import annotations

import re

from llmos.answers.folding import folded
from llmos.blocks import Output

_SUMMARY = re.compile(
    r"\b(?:summari[sz]e|summary|sum up|in short|in a (?:few )?(?:sentence|word)s?|briefly|gist"
    r"|how was my (?:day|week|month|weekend)"
    r"|zusammenfass\w*|fass\w* .*zusammen|kurz gesagt|wie war mein\w*"
    r"|resum\w*|en bref|comment (?:etait|s'est passee?) m\w+)\b"
)
_TELLING = re.compile(
    r"\b(?:say|says|said|write|writes|wrote|written|tell|tells|told|mean|means|explain|want|wants|wanted|need|needs|think|thinks"
    r"|sagt|sagte|schreibt|schrieb|geschrieben|steht|erklart|meint|will|wollte|braucht"
    r"|dit|ecrit|explique|veut|voulait|pense)\b"
)
_QUESTION = re.compile(
    r"^(?:and |und |et )?(?:what|who|whose|when|where|why|how|which|is|are|was|were|does|do|did"
    r"|can|may|must|should|has|have|am|will"
    r"|was|wer|wessen|wann|wo|warum|wieso|wie|welche\w*|ist|sind|darf|kann|muss|hat|habe|gibt|wird"
    r"|que|qu|qui|quand|ou|pourquoi|comment|combien|quel\w*|est|sont|puis|peut|faut|y a)\b|\?\s*$"
)
_LISTING = re.compile(
    r"^(?:show|find|list|search|give me|open|read|look for|zeig\w*|finde?|such\w*|offne|lies"
    r"|montre|cherche|trouve|liste|ouvre|lis)\b"
    r"|^(?:which|what|welche\w*|quel\w*) "
    r"(?:e?mails?|messages?|files?|documents?|nachrichten|dateien|dokumente)\b"
)


def wants_words(text: str, output: Output) -> bool:
    """Whether a sentence or two help beside what is shown anyway.

    They do where the request asks for a summary, where it asks what somebody says or writes, and
    where it asks a question and passages of texts were found.
    """
    said = folded(text.strip())
    if output.manner == "summary" or not output.blocks:
        return False
    if _SUMMARY.search(said):
        return True
    if _LISTING.search(said) or not _QUESTION.search(said):
        return False
    return output.manner == "passages" or bool(_TELLING.search(said))
