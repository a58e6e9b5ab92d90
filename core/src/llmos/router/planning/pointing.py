"""Words of a clause that point back at what an earlier step finds: "it", "them", "that mail".

Three things are told apart: things, people, and a place in time ("put the call there"). English,
German and French; what German and French say with the same word as an article counts only where
no noun follows it.
"""

from __future__ import annotations

import re

import msgspec

from llmos.router.words import mentions_time

_KINDS = {
    "mail": "mail email e-mail message letter nachricht courriel",
    "event": "meeting appointment event termin treffen besprechung réunion rendez-vous",
    "file": "file document pdf sheet spreadsheet presentation datei dokument fichier",
    "draft": "draft entwurf brouillon",
    "reminder": "reminder task erinnerung aufgabe rappel",
}
KIND_OF = {word: kind for kind, line in _KINDS.items() for word in line.split()}
_SAID = {
    "en": {kind: f"the {line.split()[0]}" for kind, line in _KINDS.items()},
    "de": {
        "mail": "die Mail",
        "event": "den Termin",
        "file": "die Datei",
        "draft": "den Entwurf",
        "reminder": "die Erinnerung",
    },
    "fr": {
        "mail": "le mail",
        "event": "le rendez-vous",
        "file": "le fichier",
        "draft": "le brouillon",
        "reminder": "le rappel",
    },
}

_THINGS = {
    "en": r"\bits?\b(?!\s+(?:is|was)\b)|\b(?:this|that|those|these)\b"
    r"(?=\s*(?:[.,;?!]|$)|\s+(?:to|on|into|in|for|with|from|by|at|as|until)\b)",
    "de": r"\b(?:davon|darin|daran|darauf|dazu|darüber|es|ihn|das|sie|diese[rsnm]?)\b"
    r"(?=\s*(?:[.,;?!]|$)|\s+(?-i:[a-zäöü\d]))",
    "fr": r"(?<!préviens)-(?:le|la|les|y)\b|\b(?:ça|cela)\b",
}
_PEOPLE = {
    "en": r"\b(?:him|her|he|she|them|they)\b",
    "de": r"\b(?:ihr|ihm|ihnen)\b",
    "fr": r"\b(?:lui|leur)\b|-(?:lui|leur)\b|(?<=préviens)-(?:le|la|les)\b",
}
_SEVERAL = {"them", "they", "ihnen", "leur", "les"}
_THERE = re.compile(r"\b(?:there|in it|at that time|then|dort|da|dorthin|alors|là)\b", re.I)
_MANY = re.compile(r"\b(?:tell|inform|to|with|invite|mail|write|ask|answer|for|let)\s+them\b", re.I)
_THEM = re.compile(r"\bthem\b", re.I)
_NOUN = re.compile(
    r"\b(?:the|that|this|der|die|das|den|dem|diese[mnrs]?|le|la|ce|cet|cette)\s+"
    rf"(?P<noun>{'|'.join(sorted(KIND_OF, key=len, reverse=True))})\b"
    r"(?!\s+(?:from|of|about|with|by|that|which|folder|von|über|mit|an|de|avec|sur|\d))",
    re.I,
)


_ITS_WISH = re.compile(
    r"(?:(?:and\s+)?tell\s+(?:me|us)\s+)?what\s+(?:does\s+|do\s+|did\s+)?(?:he|she|they|it)\s+"
    r"(?:want|say|write|wrote|ask|need|mean|suggest)\w*(?:\s+(?:for|from\s+me|of\s+me))?"
    r"|(?:sag\w*\s+mir\s*,?\s*)?was\s+(?:(?:er|sie|es)\s+(?:will|\w+t)|(?:will|\w+t)\s+(?:er|sie|es)|drin\s*steht|darin\s+steht)"
    r"|(?:dis-moi\s+)?(?:ce\s+qu['’ ]?(?:e\s+)?|qu['’]est-ce\s+qu['’ ]?(?:e\s+)?)(?:il|elle)\s+\w+",  # noqa: RUF001 typed by people
    re.I,
)
_SUMMARY = {"en": "summarize the mail", "de": "fasse die Mail zusammen", "fr": "résume le mail"}
_ABOUT = re.compile(r"\b(?:about|regarding|concerning|über|sur)\s+$", re.I)
_OBJECT = re.compile(
    r"(?:please\s+|bitte\s+)?(?:look\s+for|search\s+for|\w+)(?:[\s-]+(?:me|mir|moi))?\s+"
    r"(?:the|my|that|die|den|das|meine?n?|le|la|mon|ma)\s+(?:\w+(?:st|te|ten|er|re|ère)\s+)?"
    r"(?P<noun>[\w-]+)",
    re.I,
)
_FURTHER = re.compile(r"\s+(?:to|for|pour|für|à)\s+(?P<who>[A-ZÀ-Þ][\w-]+)")


class Pointing(msgspec.Struct, frozen=True):
    """What a clause points back at. `kind` is "" where the words do not say which."""

    clause: str
    language: str = "en"
    things: tuple[tuple[int, int], ...] = ()
    people: tuple[tuple[int, int], ...] = ()
    kind: str = ""

    @property
    def there(self) -> bool:
        """Whether it points at a time that was found."""
        return bool(_THERE.search(self.clause))

    @property
    def one_person(self) -> bool:
        """Whether the people it points at are a single one: "her", not "them"."""
        words = [self.clause[begin:end].strip("-").casefold() for begin, end in self.people]
        return bool(words) and not _SEVERAL.intersection(words)

    def naming(self, name: str) -> str:
        """The clause with this name in place of the people it points at."""
        return _replaced(self.clause, self.people, name)

    def as_topic(self, described: str) -> str:
        """The clause with what was said before in place of what it is only about: "which files do I
        have about it"; empty if it is about no such thing.
        """
        if (
            self.kind
            or len(self.things) != 1
            or not _ABOUT.search(self.clause[: self.things[0][0]])
        ):
            return ""
        return self.spelled("", described)

    def bare(self) -> str:
        """The clause without the words that point back."""
        plain = _THERE.sub("", _replaced(self.clause, self.things, ""))
        return re.sub(r"\s+", " ", plain).strip()

    def timed(self) -> Pointing:
        """As if a time stood where it points at one."""
        return pointing(_THERE.sub("at 10:00", self.clause))

    def spelled(self, kind: str, described: str = "") -> str:
        """The clause with a noun for the thing: what was said before, or the kind's own."""
        said = described or _SAID[self.language].get(kind, f"the {kind}")
        return re.sub(r"\s+", " ", _replaced(self.clause, self.things, f" {said}")).strip()


def spelled_out(clause: str, kind: str) -> str:
    """The clause, or in plain words what it asks of a mail: "tell me what she wants"."""
    if kind != "mail" or not (hit := _ITS_WISH.fullmatch(clause.strip(" .?!"))):
        return clause
    first = hit.group().split()[0].casefold()
    language = "de" if first.startswith(("sag", "was")) else "en"
    return _SUMMARY["fr" if first.startswith(("dis", "ce", "qu")) else language]


def pointing(clause: str) -> Pointing:
    """What this clause points back at."""
    nouns = [hit for hit in _NOUN.finditer(clause) if not _goes_on(clause[hit.end() :])]
    if nouns:
        found = nouns[0]
        people = _people(clause)
        return Pointing(
            clause,
            people[0] if people else _language(clause),
            (found.span(),),
            people[1] if people else (),
            KIND_OF[found["noun"].casefold()],
        )
    people = _people(clause)
    for language, form in _THINGS.items():
        things = tuple(hit.span() for hit in re.finditer(form, clause, re.I))
        if language == "en":
            persons = people[1] if people else ()
            things += tuple(
                hit.span() for hit in _THEM.finditer(clause) if hit.span() not in persons
            )
        if things:
            return Pointing(clause, language, things, people[1] if people else ())
    return Pointing(clause, people[0], (), people[1]) if people else Pointing(clause)


def kinds_named(clause: str) -> set[str]:
    """The kinds of records whose nouns stand in a clause, whatever else it says of them."""
    return {KIND_OF[word] for word in re.findall(r"[\w-]+", clause.casefold()) if word in KIND_OF}


def object_kind(clause: str) -> str:
    """The kind of what a clause asks to see: "show me the newest mail from Ana" asks for a mail."""
    hit = _OBJECT.match(clause)
    return KIND_OF.get(hit["noun"].casefold(), "") if hit else ""


def _goes_on(rest: str) -> bool:
    """Whether a noun is described further: "the mail to Karen", unlike "the meeting to Friday"."""
    hit = _FURTHER.match(rest)
    return bool(hit and not mentions_time(hit["who"]))


def _people(clause: str) -> tuple[str, tuple[tuple[int, int], ...]] | None:
    for language, form in _PEOPLE.items():
        spans = [
            hit.span()
            for hit in re.finditer(form, clause, re.I)
            if hit.group().casefold() != "them" or _is_of_people(clause, hit.end())
        ]
        if spans:
            return language, tuple(spans)
    return None


def _is_of_people(clause: str, end: int) -> bool:
    return any(hit.end() == end for hit in _MANY.finditer(clause))


def _language(clause: str) -> str:
    found = _NOUN.search(clause)
    article = found.group().split()[0].casefold() if found else "the"
    if article in ("the", "that", "this"):
        return "en"
    return "fr" if article in ("le", "la", "ce", "cet", "cette") else "de"


def _replaced(text: str, spans: tuple[tuple[int, int], ...], by: str) -> str:
    for begin, end in sorted(spans, reverse=True):
        text = text[:begin] + by + text[end:]
    return text
