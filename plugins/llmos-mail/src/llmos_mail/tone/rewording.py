"""A text in another tone, in the model's words, and nothing of its facts lost or added.

The model sees marks where the facts are, and an engine of this process cannot leave one out. First
it rewords the whole, once more with what was wrong or how it sounded; if it still loses or adds a
fact, it is asked sentence by sentence, and a sentence that it gets wrong stays as it was.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

from llmos_mail.facts import facts, invented, lost
from llmos_mail.language import Language, is_foreign, language_of
from llmos_mail.tone.masking import Masked, masked
from llmos_mail.tone.reading import Tone

Write = Callable[[str, str, Sequence[str]], str]
"""Asks a model: what to write, the text to write it from, and the marks in it."""

Ask = Callable[[str, str, str], str]
"""Asks a model for other words: for which text, what kind of text it is, what was wrong before."""

Hear = Callable[[str], Tone]
"""Says how a text sounds."""

WHOLE_TRIES = 2
_MOST_SENTENCES = 12
_FEWEST_WORDS = 4
"""A shorter sentence or line, such as a greeting, stays as it is."""

_MOST_GROWTH = 3
_MORE_WORDS = 15

_SENTENCE = re.compile(
    r"[^\s.!?][^.!?\n]*(?:(?:[.!?](?!\s)|(?<=\s\d)\.|(?<=\s\d\d)\.)[^.!?\n]*)*[.!?]*"
)
"""To its end, which is neither inside a word nor behind a number such as in "4. Dezember"."""

_SIGNATURE = re.compile(
    r"\n\s*(?:(?:best|kind|warm)(?: regards| wishes)?|regards|sincerely|yours \w+|cheers|thanks"
    r"|(?:mit )?(?:freundlichen?|besten?|liebe|viele|herzliche) grüßen?)\s*,?\s*\n[^\n]{0,60}\s*$",
    re.IGNORECASE,
)
"""A closing and a name at the end: models add one, often with a name of somebody else."""

_GREETING = re.compile(
    r"\s*(?:hi|hello|hey|dear|hallo|liebe[rs]?|guten (?:tag|morgen)|sehr geehrte[rs]?|bonjour|salut"
    r"|chère?)(?: (?:mr|mrs|ms|dr|herrn?|frau|monsieur|madame)\.?)? ([\w'-]+)[^\n,!.]{0,30}[,!]\s*",
    re.IGNORECASE,
)
"""Somebody greeted: models greet whom a text only tells about."""

_MISPLACED = re.compile(
    r"\b(?:hi|hello|hey|dear|hallo|liebe[rs]?|guten (?:tag|morgen)|sehr geehrte[rs]?)"
    r"(?: (?:mr|mrs|ms|herrn?|frau))? \{(?:number|date)"
    r"|\b(?:regards|wishes|sincerely|grüßen?|grüße),?\s*\{",
    re.IGNORECASE,
)
"""Greeting a number or a day, or signing with what was left over."""

_WRAPPED = re.compile(r"(?<=[^\n]{45})\n(?=[^\s>*•-])")
"""A line's end that only the width of a window made."""

_MEANINGS: dict[Tone, str] = {
    "friendly": "warm and personal, with a kind word",
    "neutral": "matter-of-fact, neither warm nor cold",
    "formal": "polite and formal, as in a business letter",
    "curt": "as short and dry as possible",
    "angry": "clearly annoyed, without insults",
    "apologetic": "apologetic, taking the blame",
    "pushy": "urgent, pressing for an answer",
}
_LANGUAGES: dict[Language, str] = {"en": "English", "de": "German", "fr": "French"}


@dataclass(frozen=True)
class Reworded:
    """The wording, or None with the facts that the model lost or invented in the whole text.

    `kept` counts the sentences that stayed as they were because the model got them wrong.
    """

    text: str | None
    tries: int
    wrong: tuple[str, ...] = ()
    kept: int = 0


def reword(text: str, tone: Tone, write: Write, hear: Hear, people: Sequence[str] = ()) -> Reworded:
    """Ask for a wording, check every fact of it, and listen whether it sounds as wanted."""
    text = _WRAPPED.sub(" ", text)
    language = language_of(text)

    def ask(part: str, what: str, again: str) -> str:
        return _asked(
            part, lambda hidden: _request(hidden, tone, what, language, again), write, people
        )

    wrong: list[str] = []
    whole: str | None = None
    for tried in range(1, WHOLE_TRIES + 1):
        again = _again(wrong, tone, hear(whole) if whole else None)
        wording = _once(_unsigned(ask(text, "mail", again), text))
        wrong = _faults(text, wording, people, language)
        if not wrong and hear(wording) == tone:
            return Reworded(wording, tried)
        whole = wording if not wrong else whole
    if whole is not None and whole != text:
        return Reworded(whole, WHOLE_TRIES)
    return _by_sentences(text, ask, people, language, wrong)


def most_words(text: str) -> int:
    """How many words a wording may have: more say something else."""
    return _MOST_GROWTH * len(text.split()) + _MORE_WORDS


def _by_sentences(
    text: str, ask: Ask, people: Sequence[str], language: Language, wrong: Sequence[str]
) -> Reworded:
    pieces: list[str] = []
    end = changed = kept = 0
    sentences = list(_sentences(text))
    for match in sentences:
        sentence = match[0]
        wording = ask(sentence, "sentence", "")
        fits = "\n" not in wording and not _faults(sentence, wording, people, language)
        fits = fits and sentence not in wording  # a kind word beside it is no other wording of it
        changed += fits
        kept += not fits
        pieces += [text[end : match.start()], wording if fits else sentence]
        end = match.end()
    tries = WHOLE_TRIES + len(sentences)
    if not changed:
        return Reworded(None, tries, tuple(wrong))
    return Reworded(_once("".join([*pieces, text[end:]])), tries, kept=kept)


def _asked(text: str, request: Callable[[Masked], str], write: Write, people: Sequence[str]) -> str:
    """A wording of a text whose facts the model sees as marks only."""
    hidden = masked(text, people)
    wording = _bare(write(request(hidden), hidden.text, hidden.marks))
    # A mark that had to be written, but in a place that is none for it.
    return "" if _MISPLACED.search(wording) else hidden.unmasked(wording)


def _again(wrong: Sequence[str], tone: Tone, heard: Tone | None) -> str:
    """What was wrong with the last try; nothing at the first."""
    if wrong:
        return f" Your last try was wrong: {'; '.join(wrong)}."
    return f" Your last try sounded {heard}; make it far more {tone}." if heard else ""


def _sentences(text: str) -> Iterator[re.Match[str]]:
    """The sentences that are long enough to be said otherwise."""
    found = (one for one in _SENTENCE.finditer(text) if len(one[0].split()) >= _FEWEST_WORDS)
    return islice(found, _MOST_SENTENCES)


def _faults(text: str, wording: str, people: Sequence[str], language: Language) -> list[str]:
    """What is wrong with a wording, as instructions for the next one."""
    before = facts(text, people)
    faults = [f"keep {one}" for one in lost(before, wording)]
    faults += [f"leave out {one}" for one in invented(before, wording, text)]
    if is_foreign(wording, language):
        faults.append(f"write in {_LANGUAGES[language]}")
    if "[" in wording and "[" not in text:
        faults.append("write no brackets")
    if len(wording.split()) > most_words(text):
        faults.append("say it shorter")
    return faults if wording else ["write something"]


def _request(hidden: Masked, tone: Tone, what: str, language: Language, again: str) -> str:
    example = _examples(language)
    marks = " Words in braces stand for names, numbers and dates: keep each, once, in its order."
    return (
        f"Rewrite this {what} so that it sounds {_MEANINGS[tone]}. Write in "
        f"{_LANGUAGES[language]}, and say the same.{marks * bool(hidden.marks)} Add no other "
        f"names, numbers or dates, and no signature. For example, “{example['text']}” becomes "
        f"“{example[tone]}” Answer with the text of the {what} and nothing else.{again}"
    )


@cache
def _examples(language: Language) -> dict[str, str]:
    file = files(__package__) / "examples" / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _unsigned(wording: str, source: str) -> str:
    """Without a closing or a greeting that the source does not have."""
    unsigned = wording if _SIGNATURE.search(source) else _SIGNATURE.sub("", wording).rstrip()
    greeting = _GREETING.match(unsigned)
    if greeting is None or _GREETING.match(source):
        return unsigned
    name, text = greeting[1].casefold(), source.casefold().lstrip()
    is_told_about = name in text and not text.startswith(f"{name},")  # "Omar, send it" is to him
    return unsigned[greeting.end() :] if is_told_about else unsigned


def _once(wording: str) -> str:
    """Without what was said before, such as a kind word beside each sentence."""
    said: set[str] = set()
    pieces: list[str] = []
    end = 0
    for match in _SENTENCE.finditer(wording):
        if match[0] not in said or len(match[0].split()) < _FEWEST_WORDS:
            pieces.append(wording[end : match.end()])
        said.add(match[0])
        end = match.end()
    return "".join([*pieces, wording[end:]]).rstrip()


def _bare(wording: str) -> str:
    """Without the quotation marks or fences that a model puts around it."""
    text = wording.strip().removeprefix("```").removesuffix("```").strip()
    quoted = len(text) > 2 and text[0] in '"“' and text[-1] in '"”'
    return text[1:-1].strip() if quoted else text
