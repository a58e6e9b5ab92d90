"""How often llmos-mail hears the tone of a draft as its label says.

    python benchmarks/mail_tone.py [--errors] [--rewordings [PART]] [--words] [--json]

All labelled drafts in plugins/llmos-mail/tests/tone/drafts/ are read, by the words alone and, where
the embedding weights are, by words and meaning, as the plugin does it. Cues and leanings may be
tuned on the drafts of `tune`; the figures are those of `report`. `--errors` names the mistakes in
`tune`, never those in `report`. `--rewordings` lets the user's own model reword twenty texts as the
plugin does, looks for the facts that people listed in what the plugin would show, and hears how it
sounds, which takes some minutes; `--words` shows the wordings of `tune`. Exits 1 if fewer than 85 %
of `report` are right, or if a shown wording lost a fact.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from llmos.config import Home, read_config
from llmos.engines import Engine, open_engine, write
from llmos.engines.embedding import Embedder
from llmos.errors import LlmosError
from llmos.models import Library
from llmos_mail.tone.deciding import voice
from llmos_mail.tone.leaning import leaning
from llmos_mail.tone.reading import Tone
from llmos_mail.tone.rewording import most_words, reword

Leanings = Callable[[list[str]], list[dict[Tone, float]]]

DRAFTS = Path(__file__).parents[1] / "plugins/llmos-mail/tests/tone/drafts"
REACH = 0.85


def main() -> int:
    """Judge both, print, and say by the exit code whether `report` is good enough."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--errors", action="store_true", help="name the mistakes in tune")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--rewordings", nargs="?", const="", help="ask the model for wordings, of all or one part"
    )
    parser.add_argument("--words", action="store_true", help="show the wordings of tune")
    options = parser.parse_args()
    leanings = _leanings()
    ways = {"words": False} | ({"words and meaning": True} if leanings else {})
    heard = {
        (part, way): _heard(part, leanings if by_meaning else None)
        for part in ("tune", "report")
        for way, by_meaning in ways.items()
    }
    figures = {f"{part}, {way}": _figures(found) for (part, way), found in heard.items()}
    wordings = (
        {}
        if options.rewordings is None
        else _wordings(leanings, options.rewordings, show=options.words)
    )
    if options.json:
        print(json.dumps(figures | ({"rewordings": wordings} if wordings else {})))
    else:
        for name, found in figures.items():
            print(f"{name:26} {found['right']} of {found['drafts']} right, {found['share']:.1%}")
    if not leanings:
        print("By meaning too: not measured, the embedding weights or their libraries are missing.")
    if options.errors:
        _print_errors(heard["tune", list(ways)[-1]])
    for part, found in wordings.items() if not options.json else ():
        print(
            f"reworded, {part:14} {found['shown']} of {found['texts']} shown, {found['refused']} "
            f"refused, {found['lost']} with a fact lost, {found['as_wanted']} sound as wanted "
            f"({found['already']} did before), {found['kept']} sentences kept, {found['tries']} "
            f"tries in {found['seconds']:.0f} s"
        )
    enough = figures[f"report, {list(ways)[-1]}"]["share"] >= REACH
    return 0 if enough and not any(found["lost"] for found in wordings.values()) else 1


def _wordings(leanings: Leanings | None, only: str, *, show: bool) -> dict[str, Counter[str]]:
    """What becomes of the texts to reword in the hands of the user's model."""
    texts = tomllib.loads((DRAFTS / "rewordings.toml").read_text("utf-8"))
    engine = open_engine(read_config(Home.locate()).engine)
    found: dict[str, Counter[str]] = {}
    for part, several in texts.items():
        if only not in ("", part):
            continue
        started = time.monotonic()
        found[part] = Counter()
        for one in several:
            found[part].update(_wording(engine, one, leanings, show=show and part == "tune"))
        found[part]["seconds"] = round(time.monotonic() - started)
    engine.close()
    return found


def _wording(
    engine: Engine, one: dict[str, Any], leanings: Leanings | None, *, show: bool
) -> dict[str, int]:
    def hear(text: str) -> Tone:
        return voice(text, leanings([text])[0] if leanings else None).tone

    def ask(what: str, text: str, marks: Sequence[str]) -> str:
        return write(engine, what, text, most_words=most_words(text), marks=marks)

    reworded = reword(one["text"], one["wanted"], ask, hear)
    text = reworded.text
    if show:
        print(f"  {one['wanted']}: {one['text']}\n    {hear(text or one['text'])}: {text}")
    return {
        "texts": 1,
        "shown": int(text is not None),
        "refused": int(text is None),
        "lost": int(text is not None and any(fact not in text for fact in one["facts"])),
        "as_wanted": int(text is not None and hear(text) == one["wanted"]),
        "already": int(hear(one["text"]) == one["wanted"]),
        "kept": reworded.kept,
        "tries": reworded.tries,
    }


def _leanings() -> Leanings | None:
    """What says where texts lean to, or None where it cannot be said."""
    try:
        embedder = Embedder(Library().find("all-minilm-l6-v2"))
        embedder.embed(["a trial"])
    except LlmosError:
        return None
    return lambda texts: [leaning(row.astype("<f4").tobytes()) for row in embedder.embed(texts)]


def _heard(part: str, leanings: Leanings | None) -> list[tuple[str, str, str]]:
    drafts = tomllib.loads((DRAFTS / f"{part}.toml").read_text("utf-8"))
    pairs = [(label, text) for label, texts in drafts.items() for text in texts]
    leant = leanings([text for _, text in pairs]) if leanings else [None] * len(pairs)
    return [
        (label, voice(text, one).tone, text)
        for (label, text), one in zip(pairs, leant, strict=True)
    ]


def _print_errors(heard: list[tuple[str, str, str]]) -> None:
    for label, found, text in heard:
        if found != label:
            print(f"  {label} heard as {found}: {' '.join(text.split())[:90]}")


def _figures(heard: list[tuple[str, str, str]]) -> dict[str, float]:
    right = sum(label == found for label, found, _ in heard)
    return {"drafts": len(heard), "right": right, "share": round(right / len(heard), 4)}


if __name__ == "__main__":
    sys.exit(main())
