"""Answers in words over the sample home's records: how many are shown, how many are right.

    python benchmarks/answers.py [--part tune|report|all] [--kept FILE] [--minutes N] [--wrong]

Each question of data/answer_questions.jsonl comes with the call that finds its records, so that
routing is not measured here, and with what a right answer must and must not say. What the model
wrote can be kept in a file and checked again later without it: when the minutes are over, only
questions with something kept are measured. Whether an answer states anything
that the records do not say is decided by code of this file's own: every figure, and every word
with a capital that does not begin a sentence, must stand in what was found.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import tempfile
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data" / "answer_questions.jsonl"
NOW = "2026-11-24T20:00"
GRANTS = ("mail mail:read", "mail profile:read", "calendar calendar:read", "files files:read")
CALENDAR = set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december montag dienstag mittwoch donnerstag "
    "freitag samstag sonntag januar februar marz mai juni juli oktober dezember uhr".split()
)


@dataclass
class Case:
    """One question, what was found for it, and what was written about it."""

    question: str
    found: str
    sentences: list[tuple[str, bool]]
    must: list[list[str]]
    must_not: list[str]
    seconds: float
    first: float | None
    lacking: list[str] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """What passed the check."""
        return " ".join(text for text, passed in self.sentences if passed)

    @property
    def right(self) -> bool:
        """Whether that says what it must, and nothing that it must not."""
        said = folded(self.shown)
        wanted = all(any(folded(one) in said for one in group) for group in self.must)
        return bool(said) and wanted and not any(folded(one) in said for one in self.must_not)

    @property
    def silent(self) -> bool:
        """Nothing is shown, as it should be where the records do not answer."""
        return not self.shown

    def unsupported(self) -> Iterator[str]:
        """What the shown words state and the records do not, by this file's own look."""
        said, known = self.shown, folded(self.found)
        figures = set(re.findall(r"\d+", known.replace(",", "")))
        for number in re.findall(r"\d+", said.replace(",", "")):
            if number not in figures and number.lstrip("0") not in {f.lstrip("0") for f in figures}:
                yield number
        for word in re.findall(r"(?<![.!?] )(?<!^)\b[A-ZÄÖÜÉ][\w'-]+", said):
            plain = folded(word).removesuffix("'s")
            if plain not in known and plain not in CALENDAR:
                yield word


def folded(text: str) -> str:
    """Without case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--part", choices=("tune", "report", "all"), default="report")
    parser.add_argument("--kept", type=Path, help="what the model wrote; read where it is there")
    parser.add_argument("--minutes", type=float, default=60, help="how long to ask the model")
    parser.add_argument("--wrong", action="store_true", help="print what is not right")
    chosen = parser.parse_args()
    lines = [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]
    halves = {"tune": lines[::2], "report": lines[1::2], "all": lines}
    with tempfile.TemporaryDirectory() as folder:
        cases = list(_run(Path(folder), halves[chosen.part], _Kept(chosen.kept), chosen.minutes))
    _print(cases, chosen.part, wrong=chosen.wrong)


class _Kept:
    """What the model wrote to each question, in a file of JSON lines."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._known: dict[str, str] = {}
        if file and file.exists():
            rows = (json.loads(line) for line in file.read_text("utf-8").splitlines())
            self._known = {row["question"]: row["wrote"] for row in rows}

    def get(self, question: str) -> str | None:
        return self._known.get(question)

    def put(self, question: str, wrote: str) -> None:
        if self._file:
            with self._file.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"question": question, "wrote": wrote}) + "\n")


class _Engine:
    """The real model, or what it wrote before; remembers what it writes."""

    def __init__(self, kept: _Kept, home: Path) -> None:
        self._kept, self._home, self._real = kept, home, None
        self.question = ""
        self.name = "the default model"

    def stream(self, **request: Any) -> Iterator[str]:
        known = self._kept.get(self.question)
        if known is not None:
            yield known
            return
        pieces = []
        for piece in self._opened().stream(**request):
            pieces.append(piece)
            yield piece
        self._kept.put(self.question, "".join(pieces))

    def complete(self, **request: Any) -> dict[str, Any]:
        raise AssertionError("answers are streamed")

    def close(self) -> None:
        if self._real is not None:
            self._real.close()

    def _opened(self) -> Any:
        if self._real is None:
            from llmos.config import EngineConfig
            from llmos.engines import open_engine

            self._real = open_engine(EngineConfig(), self._home / "prompts")
        return self._real


def _run(
    folder: Path, lines: Sequence[dict[str, Any]], kept: _Kept, minutes: float
) -> Iterator[Case]:
    os.environ |= {"LLMOS_HOME": str(folder), "LLMOS_NOW": NOW}
    from llmos.calls import Call
    from llmos.cli.app import app
    from llmos.config import Home
    from llmos.kernel import Kernel

    app(["demo"], standalone_mode=False)
    engine, end = _Engine(kept, folder), time.monotonic() + 60 * minutes
    with Kernel(Home.at(Home.at(folder).sample), asker=None, engines=lambda: engine) as kernel:
        for grant in GRANTS:
            kernel.grant(*grant.split())
        for line in lines:
            if time.monotonic() > end and kept.get(line["question"]) is None:
                continue
            engine.question = line["question"]
            call = Call(line["call"]["tool"], line["call"]["arguments"])
            answer = kernel.call(kernel.request(line["question"], door="benchmark"), call)
            yield _case(line, answer, kernel)


def _case(line: dict[str, Any], answer: Any, kernel: Any) -> Case:
    started, first = time.monotonic(), None
    case = Case(line["question"], "", [], line["must"], line["must_not"], 0.0, None)
    wording = kernel.in_words(answer)
    if wording is not None:
        case.found = "\n".join(record.whole for record in wording.records.values())
        for sentence in wording.sentences:
            if sentence.records and first is None:
                first = time.monotonic() - started
            case.sentences.append((sentence.text, bool(sentence.records)))
            if sentence.lacking:
                case.lacking.append(sentence.lacking)
    case.seconds, case.first = time.monotonic() - started, first
    return case


def _print(cases: Sequence[Case], part: str, *, wrong: bool) -> None:
    answerable = [case for case in cases if case.must]
    others = [case for case in cases if not case.must]
    shown = [case for case in answerable if case.shown]
    right = [case for case in answerable if case.right]
    stated = [word for case in cases for word in case.unsupported()]
    print(f"{part}: {len(cases)} questions, {len(answerable)} of them answered by their records")
    print(f"  shown in words          {len(shown)} of {len(answerable)}")
    print(f"  right                   {len(right)} of {len(answerable)}")
    print(f"  right of those shown    {len(right)} of {len(shown)}")
    if others:
        quiet = sum(case.silent for case in others)
        print(f"  silent where not there  {quiet} of {len(others)}")
    print(f"  numbers and names that no record has  {len(stated)} {stated or ''}".rstrip())
    waited = sorted(case.first for case in cases if case.first is not None)
    if waited:
        whole = sorted(case.seconds for case in cases)
        print(f"  first sentence, median  {waited[len(waited) // 2]:.1f} s")
        print(f"  all of it, median       {whole[len(whole) // 2]:.1f} s")
    for case in cases if wrong else ():
        if not case.right:
            print(f"\n{case.question}  {case.lacking}")
            for text, passed in case.sentences:
                print(f"  {'shown' if passed else 'left out'}: {text}")


if __name__ == "__main__":
    main()
