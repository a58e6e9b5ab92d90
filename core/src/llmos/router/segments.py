"""A request cut into the runs of words that say something, each with what introduces it.

A run ends where a preposition, a time, a sign or a word of the tool's own business begins:
"mails | from Omar | about the contract" is ("from", "Omar") and ("about", "contract").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from llmos.router.cues import BEFORE_SUBJECTS, CUT, MESSAGES, ORDERING, RECORDS, WHOLE, WROTE
from llmos.router.marking import AFTER_NOUNS, OF_A_DAY, Words, is_german, marked
from llmos.router.pieces import POSSESSIVE, Word
from llmos.router.resolving import Span
from llmos.router.words import FUNCTION_WORDS

_BEFORE_NAMES = frozenset(("from", "by", "to", "for", "with"))
_SECOND = frozenset(("to", "of", "de", "des", "du", "d", "von", "au", "aux"))
"""What ends a preposition of several words: "according to", "au sujet de"."""


@dataclass(frozen=True)
class Segment:
    """A run of words of the request.

    `cue` is the word that introduces it; nothing but articles and the cue lies between it and the
    segment before if `joined`. `nominal` says that it stands where a noun does, `determined` that
    an article comes before it, `owns` that it is whose message follows: "Ana's last
    mail"; `before` and `after` are the plain words around it.
    """

    begin: int
    end: int
    text: str
    cue: str = ""
    is_name: bool = False
    joined: bool = False
    determined: bool = False
    nominal: bool = True
    owns: bool = False
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def cut(
    text: str, spans: Sequence[Span], business: Words, taken: Sequence[tuple[int, int]] = ()
) -> list[Segment]:
    """The segments of a request in their order, for a tool whose own words are `business`.

    What stands from the first to the second place of one of `taken` belongs to none of them.
    """
    found = marked(text, spans, business)
    for begin, end in taken:
        found = [word for word in found if not begin <= word.begin < end]
    return list(_segments(text, found))


def _segments(text: str, found: Sequence[Word]) -> Iterator[Segment]:
    cue, joined, run = "", False, list[int]()
    for place, word in [*enumerate(found), (len(found), Word("", len(text), len(text), "end"))]:
        ends = cue in _BEFORE_NAMES and word.kind != "name"
        if run and ends and _is_somebody(found, run, german=is_german(text)):
            yield _segment(text, found, run, cue, joined=joined)
            joined, cue, run = True, "", []
        if run and word.kind == "name" and _wrote(found, run[-1], place):
            yield _segment(text, found, run, cue, joined=joined)
            joined, cue, run = True, "", []
        if word.kind in ("content", "name"):
            cue = cue or word.cue
            run.append(place)
            continue
        if word.text == ":" and place and found[place - 1].kind == "cue":
            continue  # "to: ana@example.org"
        is_next = run and (_ends_at(word, found[run[-1]]) or _is_who_wrote(found, place))
        if word.kind == "article" and not is_next:
            continue
        if run and not all(OF_A_DAY.fullmatch(found[n].text) for n in run):
            yield _segment(text, found, run, cue, joined=joined)
            joined, cue = True, ""
        run = []
        if word.kind == "cue":
            goes_on = word.plain in _SECOND and place > 0 and found[place - 1].kind == "cue"
            goes_on = goes_on or (word.cue == "and" and _is_me(found, place - 1))
            cue = cue if cue and goes_on else word.cue
        elif word.kind == "time" and cue:
            continue  # "in last Tuesday's file"
        elif word.kind in ("sign", "time", "article"):
            cue, joined = "", False
        else:
            cue, joined = "" if word.plain in BEFORE_SUBJECTS else cue, False


def _is_somebody(found: Sequence[Word], run: Sequence[int], *, german: bool) -> bool:
    """Whether a run ends in a name, and not in one that says of which kind: "the Oslo wine"."""
    is_kind = not german and _is_determined(found, run[0], german=german)
    return found[run[-1]].kind == "name" and not is_kind


def _is_me(found: Sequence[Word], place: int) -> bool:
    """Whether it is the speaker, behind a preposition: "between me | and the bank"."""
    return place > 0 and found[place].plain in _ME and found[place - 1].kind == "cue"


_ME = frozenset(("me", "us", "mir", "uns", "mich", "moi", "nous"))


def _wrote(found: Sequence[Word], before: int, place: int) -> bool:
    """Whether a name begins a clause of its own: "the lease | Omar mailed"."""
    if found[before].kind == "name":
        return False
    after = next((word for word in found[place:] if word.kind != "name"), None)
    return after is not None and after.plain in WROTE


def _ends_at(article: Word, before: Word) -> bool:
    """Whether a new noun begins after a name: "wann treffe ich Omar | das nächste Mal"."""
    return before.kind == "name" and article.plain not in AFTER_NOUNS


def _is_who_wrote(found: Sequence[Word], place: int) -> bool:
    """Whether an article begins who did something with it: "the form | the bank sent"."""
    after = next(
        (word for word in found[place + 1 :] if word.kind not in ("content", "name")), None
    )
    return after is not None and after.plain in WROTE and after is not found[place + 1]


def _segment(
    text: str, found: Sequence[Word], run: Sequence[int], cue: str, *, joined: bool
) -> Segment:
    first, last = found[run[0]], found[run[-1]]
    german = is_german(text)
    determined = _is_determined(found, run[0], german=german)
    said = text[first.begin : last.end].rstrip(".")
    return Segment(
        begin=first.begin,
        end=last.end,
        text=said
        if cue in ("at", "in") and _ends_clause(found, run[-1])
        else POSSESSIVE.sub("", said),
        cue=cue,
        is_name=all(found[place].kind == "name" for place in run) and not (german and determined),
        joined=joined,
        determined=determined,
        nominal=_is_nominal(found, run, german=german),
        owns=_owns(found, run[-1]),
        before=tuple(word.plain for word in found[: run[0]] if word.kind != "sign"),
        after=tuple(word.plain for word in found[run[-1] + 1 :] if word.kind != "time"),
    )


def _owns(found: Sequence[Word], last: int) -> bool:
    after = next((word for word in found[last + 1 :] if word.plain not in ORDERING), None)
    is_message = after is not None and after.plain in MESSAGES
    return is_message and POSSESSIVE.search(found[last].text) is not None


def _ends_clause(found: Sequence[Word], place: int) -> bool:
    """Whether no noun follows a word: "at Lee's" is a place, "at Lee's party" is not Lee's."""
    return place + 1 == len(found) or found[place + 1].kind in ("sign", "time", "cue")


def _is_determined(found: Sequence[Word], place: int, *, german: bool) -> bool:
    """Whether an article stands before a word, perhaps with "next" or an adjective between them."""
    before = place - 1
    while before >= 0 and (
        found[before].plain in ORDERING | WHOLE or (german and _is_adjective(found[before]))
    ):
        before -= 1
    if before < 0:
        return False
    return found[before].kind == "article" or (german and found[before].plain in _WHICH)


def _is_adjective(word: Word) -> bool:
    is_word = word.kind in ("content", "business") and word.text.islower()
    return is_word and word.plain.endswith(("e", "en", "er", "es", "em"))


_WHICH = frozenset(("welche", "welcher", "welches", "welchen", "welchem"))


def _is_nominal(found: Sequence[Word], run: Sequence[int], *, german: bool) -> bool:
    """Whether a run stands where a noun does, not where a verb follows its subject."""
    if any(word.text[:1].isupper() or "@" in word.text for word in (found[n] for n in run)):
        return True
    if german:
        return False  # its nouns have capitals
    before = found[run[0] - 1] if run[0] else None
    if before and before.plain in _IS and run[0] > 1 and found[run[0] - 2].plain in _ASKS:
        return True  # "when is rowing?"
    if before and before.plain in _HAVE and found[0].plain in _ASKS:
        return True  # "when do I next have rowing?"
    follows = found[run[-1] + 1].plain if run[-1] + 1 < len(found) else ""
    if before is None or before.kind in ("article", "cue", "sign", "time") or follows in RECORDS:
        return True
    return (
        before.plain in RECORDS | ORDERING | _SOME
        or before.plain not in FUNCTION_WORDS | CUT | WROTE
    )


_SOME = frozenset(("all", "any", "some", "every", "each", "no", "both", "other", "more"))
_ASKS = frozenset(("when", "where", "what", "wann", "wo", "was", "quand", "où", "quel", "quelle"))
_HAVE = frozenset(("have", "has", "habe", "haben", "hat", "ai", "avons"))
_IS = frozenset(("is", "are", "was", "were", "ist", "sind", "war", "est", "sont", "était"))
