"""What the verb of a clause lets a step do. An effect that no verb asks for is never planned.

looking    "find", "show me", "when is": the step only reads
taking     "cancel", "delete": the step may take something away
sending    "send", "mail": the step may send
changing   any other command: the step may change something here, and neither of the two before
"""

from __future__ import annotations

import re

from llmos.calls import Effect
from llmos.router.planning.clauses import COMMANDS, QUESTIONS, command
from llmos.router.words import words

_LOOKING = frozenset(
    """
    show list find summarize summarise search look read see sum compare count calculate compute draw
    plot chart
    zeig zeige finde suche fasse lies lese schau öffne vergleich vergleiche berechne zeichne
    montre trouve cherche résume lis ouvre compare calcule dessine
    """.split()
)
_TAKING = frozenset(
    "cancel delete remove streich streiche lösch lösche annule supprime storniere".split()
)
_CALLED_OFF = re.compile(r"\s*sage?\b.*\bab\b", re.I)
_SENDING = frozenset("send mail email message forward schick schicke sende envoie".split())
_TO_ME = re.compile(
    r"(?:tell|give|let|read|sag|sage|gib|lies|dis|donne)[\s-]+(?:me|us|mir|uns|moi|nous)\b", re.I
)

_CHANGING = (
    COMMANDS
    - QUESTIONS
    - _LOOKING
    - frozenset(
        """
    tell give let get open check say work mail email message call file book plan note copy store
    answer reply draft block start set mark sag gib plane
    """.split()
    )
)
"""Words that ask for a change wherever they stand, because they are no nouns."""


_SENT = re.compile(
    r"\b(?:send|sent|forward|schick|abschick|sende|versend|weiterleit|envo|transm|transf|write|reply|"
    r"answer|tell|schreib|antwort|sag|écri|répon|dis)|^\W*(?:e-?mail|mail|message)\s+(?:to|an|à)\b",
    re.I,
)
_TAKEN = re.compile(
    r"\b(?:cancel|delet|remov|drop|clear|scrap|eras|trash|discard|skip|lösch|streich|storn|absag|"
    r"entfern|annul|suppr|efface|enlève|retire)|\b(?:off|out|rid|ab|weg|raus)\b",
    re.I,
)
_SAYS: dict[Effect, re.Pattern[str]] = {"send": _SENT, "destructive": _TAKEN}
"""Words without which nothing is sent and nothing taken away, in whatever form they stand."""

READING: frozenset[Effect] = frozenset(("read",))


def effects(clause: str) -> frozenset[Effect]:
    """What a step that stands for this clause may do; without a verb it may only read."""
    verb = command(clause)
    if not verb or verb in QUESTIONS or verb in _LOOKING or _TO_ME.search(clause):
        return READING
    if verb in _TAKING or _CALLED_OFF.match(clause):
        return frozenset(("write", "destructive"))
    if verb in _SENDING:
        return frozenset(("read", "write", "send"))
    return frozenset(("read", "write"))


def is_unasked(effect: Effect, request: str) -> bool:
    """Whether a request that is no plan has no word for such an effect."""
    if effect == "read":
        return False
    says = _SAYS.get(effect)
    lacks_its_word = says is not None and not says.search(request)
    return only_looks(request) or (lacks_its_word and effect not in effects(request))


def only_looks(request: str) -> bool:
    """Whether a request that is no plan asks to see something, and has no word for a change."""
    verb = command(request)
    looks = bool(verb) and effects(request) == READING
    return looks and not _CHANGING.intersection(words(request))
