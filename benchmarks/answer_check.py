"""How well the check of written answers tells true sentences from altered ones, without a model.

    python benchmarks/answer_check.py [--wrong]

Sentences are taken word for word from the sample home's mails and documents. Each must be borne out
by its own record; each with one fact altered (a figure, a number in words, a weekday, a month, a
name, an address, a denial put in) must not be, among all records of the same sender or document.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

NOW = "2026-11-24T20:00"
GRANTS = ("mail mail:read", "mail profile:read", "files files:read")
SHORTEST, LONGEST = 5, 40  # words of a sentence that is used
FIGURE = re.compile(r"(?<![\w.,:])\d{2,}(?![\w.,:]\d)")
SWAPS = {
    "a weekday": (
        r"\b(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Montag|Dienstag|Mittwoch|Donnerstag"
        r"|Freitag|Samstag|Sonntag)\b",
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    ),
    "a month": (
        r"\b(January|February|March|April|June|July|August|September|October|November|December|Januar"
        r"|Februar|März|Juni|Juli|Oktober|Dezember)\b",
        "January February March April June July August September October".split(),
    ),
    "a number in words": (
        r"\b(two|three|four|five|six|seven|eight|nine|ten|twenty|zwei|drei|vier|fünf|sechs|zwanzig)\b",
        ["eleven", "thirteen", "seventeen", "ninety"],
    ),
}
NAMES = ("Mallory", "Zuleika", "Ottokar", "Quentin")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--wrong", action="store_true", help="print what was taken for the other")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        groups = list(_groups(Path(folder)))
    passed, let_through = _measure(groups, datetime.fromisoformat(f"{NOW}+01:00"))
    _print(passed, let_through, wrong=chosen.wrong)


def _groups(folder: Path) -> Iterator[list[Any]]:
    """The records that one answer could stand on."""
    os.environ |= {"LLMOS_HOME": str(folder), "LLMOS_NOW": NOW}
    from llmos.answers import records_of
    from llmos.calls import Call
    from llmos.cli.app import app
    from llmos.config import Home
    from llmos.kernel import Kernel

    app(["demo"], standalone_mode=False)
    home = Home.at(Home.at(folder).sample)
    with Kernel(home, asker=None, engines=lambda: None) as kernel:  # type: ignore[arg-type, return-value]  # no model is asked
        for grant in GRANTS:
            kernel.grant(*grant.split())

        def found(tool: str, **arguments: Any) -> Any:
            return kernel.call(kernel.request("", door="benchmark"), Call(tool, arguments)).output

        for line in found("mail.search", limit=100).value["messages"]:
            yield records_of(found("mail.read", id=line["id"]))
        for file in sorted((home.data / "life" / "documents").rglob("*.*")):
            if file.suffix in (".md", ".txt", ".pdf", ".docx"):
                yield records_of(found("files.read", document=file.name, limit=10))


def _sentences(records: Sequence[Any]) -> Iterator[str]:
    for record in records:
        for line in re.split(r"(?<=[.!?])\s+|\n\s*\n", record.text):
            text = " ".join(line.split())
            if SHORTEST <= len(text.split()) <= LONGEST and not re.search(
                r"^[>#|-]|wrote:|schrieb .*:", text
            ):
                yield text


def _altered(text: str) -> Iterator[tuple[str, str]]:
    if hit := FIGURE.search(text):
        yield "a figure", f"{text[: hit.start()]}{int(hit.group()) + 11}{text[hit.end() :]}"
    for kind, (pattern, others) in SWAPS.items():
        if hit := re.search(pattern, text):
            said = _numbers(text)
            other = next(one for one in others if not _numbers(one) & said and one not in text)
            yield kind, f"{text[: hit.start()]}{other}{text[hit.end() :]}"
    if hit := re.search(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b", text):
        yield "a name", f"{text[: hit.start()]}{NAMES[len(text) % 4]}{text[hit.end() :]}"
    yield "an address", f"{text.rstrip('.!?')}, see http://evil.example/{len(text)}."
    yield "a number put in", f"{text.rstrip('.!?')} for 4711 EUR."


def _numbers(text: str) -> set[tuple[str, int]]:
    """The weekdays and months that a text names, whatever the language."""
    from llmos.answers.folding import folded, words
    from llmos.answers.lexicon import DAYS, MONTHS

    plain = [folded(word) for word in words(text)]
    kinds = (("weekday", DAYS), ("month", MONTHS))
    return {(kind, known[word]) for kind, known in kinds for word in plain if word in known}


def _measure(
    groups: Sequence[list[Any]], now: datetime
) -> tuple[list[tuple[str, bool]], list[tuple[str, str, bool]]]:
    from llmos.answers import borne_out

    check: Callable[[str, list[Any]], bool] = lambda text, records: bool(  # noqa: E731 used twice below
        borne_out(text, records, "", now).records
    )
    passed, altered = [], []
    for records in groups:
        for text in dict.fromkeys(_sentences(records)):
            passed.append((text, check(text, records)))
            altered += [(kind, other, check(other, records)) for kind, other in _altered(text)]
    return passed, altered


def _print(
    passed: list[tuple[str, bool]], altered: list[tuple[str, str, bool]], *, wrong: bool
) -> None:
    print(f"{len(passed)} sentences as they stand: {sum(ok for _, ok in passed)} borne out")
    print(f"{len(altered)} with one fact altered: {sum(ok for *_, ok in altered)} let through")
    counts, through = Counter(k for k, *_ in altered), Counter(k for k, _, ok in altered if ok)
    for kind, count in counts.items():
        print(f"  {kind:18} {through[kind]} of {count}")
    if wrong:
        for text, ok in passed:
            if not ok:
                print(f"refused: {text}")
        for kind, text, ok in altered:
            if ok:
                print(f"let through ({kind}): {text}")


if __name__ == "__main__":
    main()
