"""How often llmos-mail hears the tone of a draft as its label says.

    python benchmarks/mail_tone.py [--errors] [--json]

All labelled drafts in plugins/llmos-mail/tests/tone/drafts/ are read, by the words alone and, where
the embedding weights are, by words and meaning, as the plugin does it. Cues and leanings may be
tuned on the drafts of `tune`; the figures are those of `report`. `--errors` names the mistakes in
`tune`, never those in `report`. Exits 1 if fewer than 85 % of `report` are right.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

from llmos.engines.embedding import Embedder
from llmos.errors import LlmosError
from llmos.models import Library
from llmos_mail.tone.deciding import voice
from llmos_mail.tone.leaning import leaning
from llmos_mail.tone.reading import Tone

Leanings = Callable[[list[str]], list[dict[Tone, float]]]

DRAFTS = Path(__file__).parents[1] / "plugins/llmos-mail/tests/tone/drafts"
REACH = 0.85


def main() -> int:
    """Judge both, print, and say by the exit code whether `report` is good enough."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--errors", action="store_true", help="name the mistakes in tune")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    leanings = _leanings()
    ways = {"words": False} | ({"words and meaning": True} if leanings else {})
    heard = {
        (part, way): _heard(part, leanings if by_meaning else None)
        for part in ("tune", "report")
        for way, by_meaning in ways.items()
    }
    figures = {f"{part}, {way}": _figures(found) for (part, way), found in heard.items()}
    if options.json:
        print(json.dumps(figures))
    else:
        for name, found in figures.items():
            print(f"{name:26} {found['right']} of {found['drafts']} right, {found['share']:.1%}")
    if not leanings:
        print("By meaning too: not measured, the embedding weights or their libraries are missing.")
    if options.errors:
        _print_errors(heard["tune", list(ways)[-1]])
    return 0 if figures[f"report, {list(ways)[-1]}"]["share"] >= REACH else 1


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
