"""The hard facts of a text: names, numbers and days, so that a wording can be checked against them.

Code reads them, not a model. What looks like a name but is none costs a second try of the wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from llmos_mail.language import Language, language_of

_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://[^\s<>\"]+")
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_ENDS = re.compile(r"[.!?:;…\n\"“”(]\s*$|^\s*$")
_TITLED = re.compile(
    r"\b(?:Herrn?|Frau|Familie|Dr\.?|Prof\.?|Mr\.?|Mrs\.?|Ms\.?|Liebe[rs]?|Hallo|Dear|Hi|Hello|Hey"
    r"|Monsieur|Madame|Cher|Chère|Bonjour|Salut)"
    r"\s+((?:[A-ZÄÖÜ][\w'-]+\s?){1,3})"
)
_CALLED = re.compile(r"(?:^|[.!?\n]\s*)([A-ZÄÖÜ][a-zäöüß-]+),")
_CALLED_LAST = re.compile(r",\s([A-ZÄÖÜ][a-zäöüß-]+)[!?]")
_DOING = re.compile(
    r"(?:^|[.!?;\n]\s*)([A-ZÄÖÜ][\w-]+) (?:will|has|had|is|was|said|says|asked|asks|wants|wanted"
    r"|wrote|writes|replied|agreed|agrees|confirmed|confirms|promised|promises|needs|can|could|would|sent"
    r"|sends|signs|pays|wird|hat|ist|war|sagt|fragt|bittet|möchte|schreibt|kann|will|bestätigt)\b"
)
"""Somebody called by name at the start or end of a sentence, and who does something there."""

_DAYS = (
    r"monday|montag|lundi",
    r"tuesday|dienstag|mardi",
    r"wednesday|mittwoch|mercredi",
    r"thursday|donnerstag|jeudi",
    r"friday|freitag|vendredi",
    r"saturday|samstag|sonnabend|samedi",
    r"sunday|sonntag|dimanche",
    r"january|januar|jan\b|janvier",
    r"february|februar|feb\b|février",
    r"march|märz|mars\b",
    r"april|apr\b|avril",
    r"june|juni|juin\b",
    r"july|juli|juillet",
    r"august|aug\b|août",
    r"september|sept?\b",
    r"october|oktober|o[ck]t\b",
    r"november|nov\b",
    r"december|dezember|de[cz]\b",
    r"today|heute|aujourd'hui",
    r"tomorrow|\bmorgen\b(?!s)|demain\b",
    r"tonight|heute abend|ce soir",
)
_NO_NAMES = frozenset(
    _WORD.findall(
        "i i'm i'll i've i'd sir madam mr mrs ms dr prof regards best kind sincerely yours dear hi"
        " hello hey thanks thank you please sorry cheers love herr frau herrn familie liebe lieber"
        " hallo sehr geehrte geehrter geehrten damen herren zusammen alle team all everyone both"
        " everybody re fwd ps ok am pm yes no well so now then first finally however also again ja"
        " nein gut also nun dann danke bitte leider today tomorrow he she it they we you this that"
        " these those there what who which nobody someone one er sie es wir ihr du ich das dies"
        " dieser man niemand jemand wer was hiermit gern gerne daher deshalb darum damit somit dort"
        " hier jetzt außerdem vielleicht natürlich selbstverständlich hoffentlich unfortunately"
        " therefore maybe perhaps everything something nothing here there je tu il elle nous vous"
        " merci bonjour salut monsieur madame cher chère cordialement"
    )
)


@dataclass(frozen=True)
class Facts:
    """What a text names, each as it is compared: small letters, bare digits."""

    names: frozenset[str]
    numbers: frozenset[str]
    days: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.names or self.numbers or self.days)


def facts(text: str, people: Iterable[str] = ()) -> Facts:
    """The facts of a text; `people` are names that are known to be such."""
    bare = _ADDRESS.sub(" ", text)
    addresses = {found.rstrip(".,;").lower() for found in _ADDRESS.findall(text)}
    names = {name for name in _names(bare, language_of(text)) if not is_day(name)}
    known = {part.lower() for one in people for part in _WORD.findall(one)}
    names |= {word.lower() for word in _WORD.findall(bare) if word.lower() in known}
    return Facts(
        names=frozenset(names - _NO_NAMES | addresses),
        numbers=frozenset(_numbers(bare)),
        days=frozenset(_days(bare)),
    )


def lost(before: Facts, after: str) -> list[str]:
    """The facts that a wording no longer has, as a reader would name them."""
    text = f" {after.lower()} "
    now = facts(after)
    missing = [name for name in sorted(before.names) if not _occurs(name, text)]
    missing += sorted(before.numbers - now.numbers)
    return missing + [_day_name(day) for day in sorted(before.days - now.days)]


def invented(before: Facts, after: str, words: str) -> list[str]:
    """The facts that a wording has and its source (of these `words`) has not."""
    now, source = facts(after), f" {words.lower()} "
    new = [name for name in sorted(now.names - before.names) if not _occurs(name, source)]
    new += sorted(now.numbers - before.numbers)
    return new + [_day_name(day) for day in sorted(now.days - before.days)]


def _occurs(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?:'?s)?(?!\w)", text) is not None


def _numbers(text: str) -> Iterator[str]:
    for found in _NUMBER.findall(text):
        # 2,340 and 2.340 and 2340 are one number; 10:00 and 3.5 keep their marks.
        thousands = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", found)
        yield re.sub(r"[.,]", "", found) if thousands else found.replace(",", ".")


def _days(text: str) -> Iterator[str]:
    lowered = text.lower()
    for pattern in _DAYS:
        if re.search(rf"\b(?:{pattern})", lowered):
            yield pattern


def _day_name(pattern: str) -> str:
    return re.sub(r"\\b|\(\?!s\)", "", pattern.partition("|")[0])


def is_day(name: str) -> bool:
    """Whether a word names a day, a month or a day beside today."""
    small = name.lower()
    return small == "may" or any(re.fullmatch(pattern, small) for pattern in _DAYS)


def _names(text: str, language: Language) -> Iterator[str]:
    for titled in _TITLED.findall(text):
        yield from (word.lower() for word in _WORD.findall(titled))
    for calling in (_CALLED, _CALLED_LAST, _DOING):
        yield from (word.lower() for word in calling.findall(text))
    yield from _signature(text)
    if language != "de":
        yield from _capitalised(text)


def _capitalised(text: str) -> Iterator[str]:
    """Capital words inside sentences. German gives them to all nouns."""
    for match in _WORD.finditer(text):
        inside = not _ENDS.search(text[max(0, match.start() - 3) : match.start()])
        if match.start() and inside and match[0][0].isupper():
            yield match[0].lower().removesuffix("'s")


def _signature(text: str) -> Iterator[str]:
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    last = lines[-1] if len(lines) > 1 else ""
    words = _WORD.findall(last)
    if (
        0 < len(words) <= 3
        and not re.search(r"[.!?]$", last)
        and all(w[0].isupper() for w in words)
    ):
        yield from (word.lower() for word in words)
