"""What the model says about an answer: each sentence when it has been checked, with its records."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from llmos.blocks import Text
from llmos.cli.terminal.progress import watching
from llmos.cli.terminal.screen import note, show
from llmos.events import Progress

if TYPE_CHECKING:
    from llmos.answers import Record, Sentence
    from llmos.kernel import Answer, Kernel


def show_words(kernel: Kernel, answer: Answer, printed: list[str] | None = None) -> None:
    """Print an answer in words below what the tool shows, where one helps.

    A sentence that no record bears out is not printed; a note says that there was one. `printed`
    gets what was printed, also where the rest is interrupted.
    """
    wording = kernel.in_words(answer)
    if wording is None:
        return
    said: list[Sentence] = []
    left_out: list[Sentence] = []
    with closing(wording.sentences):
        for sentence in _awaited(wording.sentences):
            if sentence.records:
                _print(sentence, first=not said)
                said.append(sentence)
                if printed is not None:
                    printed.append(sentence.text)
            else:
                left_out.append(sentence)
    show([_source(wording.records[number]) for number in _cited(said)])
    _say_what_is_missing(said, left_out)


def _print(sentence: Sentence, *, first: bool) -> None:
    marks = "".join(f" [{number}]" for number in sentence.records)
    heading = [Text("In short", style="heading")] if first else []
    show([*heading, Text(f"{sentence.text}{marks}")])
    sys.stdout.flush()


def _awaited(sentences: Iterator[Sentence]) -> Iterator[Sentence]:
    """The sentences, with a sign of life until the first one."""
    with watching() as watcher:
        watcher(Progress("Reading what was found", 0))
        first = next(sentences, None)
    if first is not None:
        yield first
        yield from sentences


def _cited(said: list[Sentence]) -> list[int]:
    return sorted({number for sentence in said for number in sentence.records})


def _source(record: Record) -> Text:
    id = f"  [{record.id}]" if record.id else ""
    return Text(f"[{record.number}] {record.title}{id}", style="note")


def _say_what_is_missing(said: list[Sentence], left_out: list[Sentence]) -> None:
    if left_out:
        from llmos.answers import LINK  # loaded with the first sentence

        kinds = dict.fromkeys(sentence.lacking for sentence in left_out)
        unsaid = ", ".join(kind for kind in kinds if kind != LINK)
        why = [f"nothing that was found says {unsaid} in it"] * bool(unsaid)
        why += ["it repeats a link"] * (LINK in kinds)
        what = "A sentence of the model's is" if said else "The model's words are"
        note(f"{what} left out: {'; '.join(why)}.")
    elif not said:
        note("The model finds no answer to this in what was found.")
