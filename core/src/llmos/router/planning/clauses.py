"""A request cut into clauses that each ask for one thing.

Only where a new command or question begins is there a new clause: "and remind me", ", then move
it", "und sag ihr". What is said to somebody, or what one is to be reminded of, is a text that goes
on until the request clearly turns to the listener again, because it may hold any verb.
"""

from __future__ import annotations

import re

_JOINTS = (
    r"(?:\s*[,;]\s*|\s+)(?:and\s+(?:then|also|afterwards|finally)|and|then|after\s+that|afterwards|"
    r"finally|und\s+(?:dann|danach|auch)|und|dann|danach|et\s+(?:puis|ensuite|aussi)|et|puis|ensuite"
    r")\s+(?:please\s+|bitte\s+)?|\s*[,;]\s+(?:please\s+|bitte\s+)?|(?<=[\w)\"”“])[.?!]\s+"
    r"(?:and\s+|then\s+|und\s+|dann\s+|et\s+|puis\s+)?(?:please\s+|bitte\s+)?"
)

_TURNING = """
    move shift postpone reschedule cancel remind show list find summarize summarise tell draft
    verschieb verschiebe verlege sag streich streiche erinnere erinner zeig zeige finde suche
    fasse fass déplace décale annule rappelle montre trouve cherche résume
"""
"""Commands that turn to the listener even out of a text that is to be written."""

_COMMANDS = f"""
    {_TURNING}
    give get look search open read sum put push add enter schedule create book block delete remove
    set write prepare send reply answer respond forward invite save download store copy insert
    draw plot chart compare compute calculate work count mark tick snooze watch check inform ask
    let see say compose notify make start rename call give email mail message file sort
    gib lies lese öffne mach trag trage leg lege erstelle erstell plane lösch lösche
    schreib schreibe schick schicke sende antworte antwort lade speichere speicher kopiere kopier
    füge füg benenne benenn zeichne vergleiche vergleich berechne sag schau hake entwirf informiere
    donne dis lis ouvre mets ajoute crée supprime écris rédige envoie réponds enregistre copie
    insère renomme dessine compare calcule préviens
"""
_ASKING = """
    what when which who where how why is are do does did am was were
    was wann welche welcher welches welchen wer wo wie warum habe bin ist sind war
    quel quelle quels quelles quand qui où comment combien
"""
_NOUNS = frozenset("mail email message call file".split())
"""Commands that are nouns as often: they count only before a name or a pronoun."""

_OBJECT = re.compile(r"(?:[A-Z]\w+|him|her|them|it|this|that|my|the)\b(?!\s+(?:from|of)\b)")
_TO_ME = re.compile(
    r"\w+\s+(?:me|mir|mich|moi|us)\b|.*\b(?:my|mein\w*|mon|ma)\s+(?:calendar|kalender)"
)
_PRONOUN_NEXT = re.compile(r"\w+\s+(?:it|them|her|him|that|es|sie|ihn|ihr|ihm|ihnen|la|le|les)\b")
_THEN = re.compile(
    r"\b(?:then|afterwards|after\s+that|finally|dann|danach|puis|ensuite|also)\b|[.?!;]"
)

_WRITING = (
    r"tell|telling|write|reply|answer|respond|draft|send|mail|email|message|say|saying|let|inform|"
    r"ask|schreib\w*|antwort\w*|sag\w*|schick\w*|entw\w+|informier\w*|écri\w*|rédige\w*|répon\w*|"
    r"dis|envoie\w*|préviens"
)
_TEXT = re.compile(
    rf"\b(?:{_WRITING})\b[^,;]*?(?::\s|,?\s*\b(?:that|saying|dass|daß|que)\b)"
    r"|\bremind\s+me\b[^,;]*?\bto\b|\berinner\w*\s+mich\b[^;]*?\bdaran,|\brappelle-moi\b[^,;]*?\bde\b",
    re.I,
)
_POLITE = re.compile(
    r"^\s*(?:(?:please|bitte|first|zuerst|d'abord|(?:can|could|would)\s+you|kannst\s+du)[\s,]+)+",
    re.I,
)
_TELL_ME = re.compile(
    r"(?:(?:tell|let)\s+(?:me|us)(?:\s+know)?|(?:sag|lies)\w*\s+(?:mir|uns)(?:\s+vor)?|dis-(?:moi|nous))",
    re.I,
)
"""What is to be told comes only after this."""

_SAYING_ON = re.compile(r"(?:say|sag|dis)\s+(?:that|dass|que)\b", re.I)
_AND = re.compile(r"\s*,\s*|\s+(?:and|und|et)\s+")
_TOLD = re.compile(
    r"(?:[Tt]ell|[Ii]nform|[Nn]otify|[Ll]et|[Ss]age?|[Ii]nformiere|[Pp]réviens|[Dd]is)\s+(?:à\s+)?"
    r"(?P<who>[A-ZÀ-Þ][\w-]+(?:(?:\s*,|\s+and|\s+und|\s+et)\s+[A-ZÀ-Þ][\w-]+)*)"
)
_NOTHING_SAID = frozenset(
    (
        "",
        "know",
        "know about it",
        "about it",
        "so",
        "it",
        "this",
        "bescheid",
        "davon",
        "by mail",
        "of it",
    )
)
_OPENER = re.compile(r"\s*(?:,?\s*\b(?:that|saying|dass|daß|que|to|daran|de)|[:,])\s*$", re.I)
_MINE = re.compile(r"(?:my|mein\w*|mes|mon|ma)\b", re.I)
_QUOTED = re.compile(r"[\"“„«][^\"”“»]*[\"”“»]")

QUESTIONS = frozenset(_ASKING.split())
"""Words with which a question begins."""

_TURNS = frozenset(_TURNING.split())
COMMANDS = frozenset(_COMMANDS.split())
"""Words with which a command begins."""

_BEGINNINGS = COMMANDS | QUESTIONS
_JOINT = re.compile(_JOINTS, re.I)


def split(text: str) -> list[str]:
    """The clauses of a request, in their order; just one if it asks for one thing."""
    clauses: list[str] = []
    begin = 0
    for joint in _JOINT.finditer(text):
        if joint.start() >= begin and _begins_here(text, begin, joint.start(), joint.end()):
            clauses.append(text[begin : joint.start()].strip())
            begin = joint.end()
    clauses.append(text[begin:].strip())
    return [_with_verb(clause, clauses[0]) for clause in clauses if clause]


def _with_verb(clause: str, first: str) -> str:
    """A clause that only goes on with "then my reminders" takes the verb of the first."""
    return f"{command(first)} {clause}" if _MINE.match(clause) else clause


def parted(clause: str) -> tuple[str, str]:
    """A clause that tells somebody something, and what it tells; "" if it tells nothing itself."""
    if hit := _TEXT.search(clause):
        said = re.sub(r"^(?:that|dass|daß|que)\s+", "", clause[hit.end() :].strip())
        return _OPENER.sub("", clause[: hit.end()]), said
    hit = _TOLD.match(clause)
    told = clause[hit.end() :].strip(" .?!") if hit else ""
    if hit is None or told.casefold() in _NOTHING_SAID:
        return clause, ""
    return clause[: hit.end()], told


def told(clause: str) -> list[str]:
    """Who is told something by "tell Ana and Omar"; empty if the clause tells nobody."""
    hit = _TOLD.match(clause)
    return _AND.split(hit["who"]) if hit else []


def asks_for(clause: str) -> str:
    """The clause without the word that asks for it: "move the review" asks for "the review"."""
    verb = command(clause)
    plain = _POLITE.sub("", clause)
    return plain[len(verb) :].strip() if verb else plain


def _begins_here(text: str, begin: int, end: int, after: int) -> bool:
    """Whether a clause begins after this joint, where the clause before it began at `begin`."""
    if end <= begin or _is_quoted(text, end):
        return False
    rest = text[after:]
    if _TELL_ME.fullmatch(text[begin:end].strip()):
        return False
    if _MINE.match(rest) and _THEN.search(text[end:after]) and command(text[begin:end]):
        return not _TEXT.search(text[begin:end])
    verb = command(rest)
    if not verb or not command(text[begin:end]) or _SAYING_ON.match(rest):
        return False
    return not _TEXT.search(text[begin:end]) or _turns(text[end:after], verb, rest)


def command(text: str) -> str:
    """The word with which this asks for something; empty if it does not."""
    word = re.match(r"[^\W\d_]+", text := _POLITE.sub("", text))
    verb = word.group().casefold() if word else ""
    if word is None or verb not in _BEGINNINGS:
        return ""
    if verb in _NOUNS and not _OBJECT.match(text[word.end() :].lstrip()):
        return ""
    return verb


def _turns(joint: str, verb: str, rest: str) -> bool:
    """Whether this leaves the text that is to be written."""
    if _THEN.search(joint) or _TO_ME.match(rest):
        return True
    return verb in _TURNS and not _PRONOUN_NEXT.match(rest)


def _is_quoted(text: str, place: int) -> bool:
    return any(hit.start() < place < hit.end() for hit in _QUOTED.finditer(text))
