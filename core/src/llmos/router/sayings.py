"""Words of a request that are to be taken as they stand: quoted, or behind a colon or a "that"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from llmos.router.resolving import Span

_QUOTED = re.compile(r"""(?:["«„“]|(?<=\s)')\s*(?P<said>[^"»”“]+?)\s*(?:["»”“]|'(?!\w))""")
_FORMS = (
    _QUOTED,
    re.compile(r"(?<!\bto)(?<!\bà)(?<!subject)(?<!about)\s?:\s+(?P<said>\S.*)$", re.I),
    re.compile(r"\s[-\N{EN DASH}\N{EM DASH}]\s+(?P<said>\S.*)$"),
    re.compile(
        r"[.!?,;]\s+(?:please\s+|bitte\s+)?"
        r"(?:tell|answer|write|sag|antworte|schreib\w*|dis|réponds)[ -]"
        r"(?:him|her|them|ihm|ihr|ihnen|lui|leur)(?:\s+(?:that|dass|que))?,?\s+(?P<said>\S.*)$",
        re.I,
    ),
    re.compile(r"\b(?:saying|(?:that|which) says)\s+(?:that\s+)?(?P<said>\S+\s+\S.*)$", re.I),
    re.compile(
        r"\b(?:(?:that|dass|daß|que)\b|qu['\N{RIGHT SINGLE QUOTATION MARK}])"
        r"\s*(?P<said>\S+\s+\S.*)$",
        re.I,
    ),
    re.compile(
        r",\s*(?P<said>(?:i|i'm|i'll|we|yes|no|ich|wir|ja|nein|je|j'|nous|oui|non)\b.*)$", re.I
    ),
)
_LAST_RESORTS = (
    re.compile(r"\.\w+\s+(?:with|mit|avec)\s+(?P<said>\S.*)$", re.I),
    re.compile(
        r"^\W*(?:please\s+|bitte\s+)?(?:(?:tell|answer|inform|sag|antworte)|"
        r"(?:reply|write|respond|schreib)(?:\s+to)?|(?:dis|réponds)\s+à)\s+(?:[\w.-]+\s+){1,2}?"
        r"(?P<said>(?:i|we|he|she|they|it|my|yes|no|ok|okay|sure|thanks|ich|wir|er|sie|es|ja|nein"
        r"|danke|je|nous|il|elle|oui|non|merci)\b.*)$",
        re.I,
    ),
    re.compile(r"\b(?P<said>yes|no|ok|ja|nein|oui|non) (?:to|an|à) ", re.I),
    re.compile(r",\s*(?P<said>\S+(?:\s+\S+){2,})$"),
    re.compile(r"[?!]\s+(?P<said>\S.*)$"),
)
"""What a text may follow where there must be one: the name of a file, a comma, a question, or the
one whom it is for."""

_TOLD = re.compile(
    r"(?:answer|reply|write|say|respond|tell (?:him|her|them)|antworte|schreib\w*|sag\w*|réponds"
    r"|dis)"
    r"(?: (?:back|ihm|ihr|lui))?,? (?:that|dass|que) ",
    re.I,
)
"""What says that a text follows is no part of it either: "…: answer that I agree"."""

_ORDERED = re.compile(
    r"[.!;,]\s+(?:please\s+|bitte\s+)?(?:write|note|jot|take|save|put|send|keep|add|schreib|notier"
    r"|merk)\w*\s+(?:that|it|this|das|es|ça)\b[^.]*$",
    re.I,
)
"""What is to be done with a text is no part of it: "… . Write that down"."""

_ENCLOSED = re.compile(
    r"(?:[,;]?\s+(?:and|und|et)|[.!;,])\s+(?:(?:please|bitte)\s+)?"
    r"(?:attach|enclose|add|include|häng|hänge|füg|füge|leg|lege|joins|joindre|ajoute)\b"
    r"[^.]*\.\w{2,5}\b[^.]*$",
    re.I,
)
"""What is to go with a text is no part of it: "… and attach offer.pdf"."""


_JUDGED = re.compile(
    r"[.!?]\s+(?:too|zu|trop|is (?:that|this|it)|does (?:that|this|it)|ist das|klingt das|est-ce)\b"
    r"[^.!?]*\?\s*$",
    re.I,
)
"""What is asked about a text is no part of it: "… . Too cold?"."""


def saying(text: str, *, required: bool, encloses: bool) -> tuple[int, int] | None:
    """From where to where a request says what is to be written; None if nowhere. What it
    `encloses` in the same sentence is no part of that.
    """
    forms = (*_FORMS, *_LAST_RESORTS) if required else _FORMS
    hit = next((hit for form in forms if (hit := form.search(text))), None)
    if hit is None:
        return None
    begin, end = hit.span("said")
    if (told := _TOLD.match(text, begin)) is not None:
        begin = told.end()
    if (order := _ORDERED.search(text, begin, end)) is not None:
        end = order.start()
    if (judged := _JUDGED.search(text, begin, end)) is not None:
        end = judged.start() + 1
    if (head := _HEADED.search(text, begin + 1, end)) is not None:
        end = head.start()
    enclosed = _ENCLOSED.search(text, begin, end) if encloses else None
    return begin, enclosed.start() if enclosed else end


_HEADED = re.compile(
    r"(?:^|[.;,!?(]\s*|\b(?:with|mit|avec)\s+(?:the\s+|dem\s+|le\s+)?)"
    r"(?:subject(?:\s+line)?|betreff|objet)\s*:\s*"
    r"(?P<said>[^.;,:]+?)\s*(?=$|[.;,:)])",
    re.I,
)


def headed(text: str) -> tuple[str, int, int] | None:
    """The subject that a request gives like the head of a mail, and where that stands."""
    hit = _HEADED.search(text)
    return (hit["said"].strip("\"' "), *hit.span()) if hit else None


def quotations(text: str) -> list[tuple[int, int]]:
    """Where something stands in quotation marks."""
    return [hit.span("said") for hit in _QUOTED.finditer(text)]


def beside(text: str, times: Sequence[Span]) -> tuple[str, str, str] | None:
    """The side and the event by which a request says when, and the request without any time."""
    text = _without(text, times)
    hit = _BESIDE.search(text)
    if hit is None or any(span.start for span in times):
        return None
    side = "before" if hit.group("side").casefold() in ("before", "vor", "avant") else "after"
    return side, hit.group("event").strip(" ,.!?"), text[: hit.start()] + text[hit.end() :]


_BESIDE = re.compile(
    r"\b(?P<side>before|vor|avant|after|nach|après)\s+(?:(?:the|my|dem|der|den|meinem|meiner|le|la"
    r"|mon|ma)\s+|l['\N{RIGHT SINGLE QUOTATION MARK}])?"
    r"(?P<event>[^\W\d].*?)\s*(?=\b(?:to|that|of|about|daran|an|dass|zu|de|que|on)\b|[,.!?]|$)",
    re.I,
)


def _without(text: str, times: Sequence[Span]) -> str:
    for span in times:
        text = text[: span.begin] + " " * (span.end - span.begin) + text[span.end :]
    return text


def errand(text: str, times: Sequence[Span]) -> str:
    """What somebody wants to be reminded of, times left out; empty where it is said otherwise."""
    text = _without(text, times)
    hits = (form.search(" ".join(_EVERY.sub(" ", text).split())) for form in _REMINDED)
    said = next((hit.group("said") for hit in hits if hit), "").strip(" ,.!?")
    if (again := _AGAIN.match(said)) is not None:
        said = said[again.end() :]
    return _ZU.sub(r"\1\2", said)


def settled(text: str) -> str:
    """What is said to be done: "mark water the plants as done"; empty where nothing is."""
    hits = (form.search(text) for form in _SETTLED)
    return next((hit.group("said") for hit in hits if hit), "").strip(" ,.!?")


_DONE = r"(?:done|finished|completed?|settled|erledigt|fertig|faite?|terminée?)"
_SETTLED = (
    re.compile(
        r"\b(?:strike|cross|tick|check|take|mark)\s+(?P<said>(?!it\b|that\b|this\b)\S.*?)\s+off\b",
        re.I,
    ),
    re.compile(
        rf"^\W*(?:(?:that|it|c)['\u2019]?(?:s|est)|i['\u2019]m|i am|das ist|ich bin)?\s*"
        rf"(?:{_DONE}|réglée?|bon|sorted)\s+(?:for|with|mit|für|pour|avec)\s+"
        r"(?:(?:the|my|der|dem|die|das|den|la|le|les)\s+|l['\u2019])?(?P<said>.+)$",
        re.I,
    ),
    re.compile(
        rf"^\W*(?:please\s+)?mark(?:iere?)?\s+(?P<said>.+?)\s+(?:as|als)\s+{_DONE}\W*$", re.I
    ),
    re.compile(
        rf"^\W*(?P<said>\S+\s+.+?)\s+(?:is|has been|can be|ist|kann|est)\s+"
        rf"(?:{_DONE}|(?:checked|ticked|crossed) off|abgehakt(?: werden)?)\W*$",
        re.I,
    ),
)

_EVERY = re.compile(r"\b(?:every|each|jede[nrs]?|chaque)(?=\s*$|\s{2})", re.I)
_WORDS = (
    r"(?<!before i )(?:remind\w*|fais[- ]moi penser|erinner\w*|rappel\w*|forget|alarm|alert"
    r"|vergess\w*|oubli\w*)"
)
_MUST = (
    r"(?:(?:(?:i|we|ich|wir|je|il) ?(?:have to|must|need to|should|ought to|want to"
    r"|['\u2019]ve got to|muss|müssen|soll|sollte|will|dois|faut|veux)"
    r"|(?:muss|müssen|soll|sollte|will) (?:ich|wir)) )?"
)
_THAT = r"(?: (?:daran|(?:about|of) (?:it|that)|to|please|bitte|then|too|rechtzeitig|das nicht))*"
"""What stands for an errand that was said before."""
_REMINDED = (
    re.compile(r"\b(?:ping|nudge)\s+(?:me|us)\b.*?\b(?:to|about|that)\s+(?P<said>.+)$", re.I),
    re.compile(rf"\ban (?P<said>.+?) (?:zu )?{_WORDS}$", re.I),
    re.compile(
        rf"^{_MUST}(?P<said>.+?)(?:,? |[,;.!] (?:[\w'\u2019]+ ){{1,4}}?){_WORDS}"
        rf"(?:[- ](?:me|us|mich|uns|moi|nous))?{_THAT}[.!]?$",
        re.I,
    ),
    re.compile(
        rf"\b{_WORDS}\b(?:[- ](?:me|mich|uns|us|moi|nous)\b)?\W*"
        r"(?:\b(?:to|about|of|that|for|daran|dass|an|für|de|que|pour|à)\b"
        r"|\bd['\N{RIGHT SINGLE QUOTATION MARK}])?"
        r"\W*(?P<said>(?!\W*(?:me|mich|uns|us|moi|nous)\b).+)$",
        re.I,
    ),
    re.compile(r"^[^:]{0,30}:\s*(?P<said>.+)$"),
)
_AGAIN = re.compile(
    rf"(?:pas|nicht|not)?\s*(?:de|d['\u2019]|to|zu)?\s*(?:me|mich)?\s*{_WORDS}\s*(?:me\s+|mich\s+)?(?:\w+\s+)?"
    r"(?:to|about|of|that|daran|an|de|d['\u2019])\s*",
    re.I,
)
"""Who must not forget to remind: "n'oublie pas de me rappeler de voter"."""

_ZU = re.compile(r"\b(ab|an|auf|aus|ein|mit|vor|zurück)zu(\w+en)$")
"""German puts it inside the verb: "anzurufen" is "anrufen"."""
