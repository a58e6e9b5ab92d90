"""How often llmos-mail hears the tone of a draft as its label says.

    python benchmarks/mail_tone.py [--errors] [--rewordings] [--json]

All labelled drafts in plugins/llmos-mail/tests/tone/drafts/ are read, by the words alone and, where
the embedding weights are, by words and meaning, as the plugin does it. Cues and leanings may be
tuned on the drafts of `tune`; the figures are those of `report`. `--errors` names the mistakes in
`tune`, never those in `report`. `--rewordings` lets the user's own model reword ten texts as the
plugin does, and looks for the facts that people listed in what the plugin would show; it takes a
minute or more. Exits 1 if fewer than 85 % of `report` are right, or if a shown wording lost a fact.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import tomllib
from collections.abc import Callable
from functools import partial
from pathlib import Path

from llmos.config import Home, read_config
from llmos.engines import open_engine, write
from llmos.engines.embedding import Embedder
from llmos.errors import LlmosError
from llmos.models import Library
from llmos_mail.tone.deciding import voice
from llmos_mail.tone.leaning import leaning
from llmos_mail.tone.reading import Tone
from llmos_mail.tone.rewording import reword

Leanings = Callable[[list[str]], list[dict[Tone, float]]]

DRAFTS = Path(__file__).parents[1] / "plugins/llmos-mail/tests/tone/drafts"
REACH = 0.85


def main() -> int:
    """Judge both, print, and say by the exit code whether `report` is good enough."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--errors", action="store_true", help="name the mistakes in tune")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--rewordings", action="store_true", help="ask the model for wordings")
    options = parser.parse_args()
    leanings = _leanings()
    ways = {"words": False} | ({"words and meaning": True} if leanings else {})
    heard = {
        (part, way): _heard(part, leanings if by_meaning else None)
        for part in ("tune", "report")
        for way, by_meaning in ways.items()
    }
    figures = {f"{part}, {way}": _figures(found) for (part, way), found in heard.items()}
    wordings = _wordings() if options.rewordings else None
    if options.json:
        print(json.dumps(figures | ({"rewordings": wordings} if wordings else {})))
    else:
        for name, found in figures.items():
            print(f"{name:26} {found['right']} of {found['drafts']} right, {found['share']:.1%}")
    if not leanings:
        print("By meaning too: not measured, the embedding weights or their libraries are missing.")
    if options.errors:
        _print_errors(heard["tune", list(ways)[-1]])
    if wordings and not options.json:
        print(
            f"{wordings['texts']} texts to reword: {wordings['shown']} shown, "
            f"{wordings['refused']} refused, {wordings['lost']} shown with a fact lost, "
            f"{wordings['tries']} tries in {wordings['seconds']:.0f} s"
        )
    enough = figures[f"report, {list(ways)[-1]}"]["share"] >= REACH
    return 0 if enough and not (wordings and wordings["lost"]) else 1


def _wordings() -> dict[str, float]:
    """What becomes of the texts to reword in the hands of the user's model."""
    texts = tomllib.loads((DRAFTS / "rewordings.toml").read_text("utf-8"))["texts"]
    engine = open_engine(read_config(Home.locate()).engine)
    started, shown, lost, tries = time.monotonic(), 0, 0, 0
    for one in texts:
        found = reword(one["text"], one["wanted"], partial(write, engine, most_words=120))
        tries += found.tries
        shown += found.text is not None
        lost += found.text is not None and any(fact not in found.text for fact in one["facts"])
    engine.close()
    return {
        "texts": len(texts),
        "shown": shown,
        "refused": len(texts) - shown,
        "lost": lost,
        "tries": tries,
        "seconds": round(time.monotonic() - started, 1),
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
