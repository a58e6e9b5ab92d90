"""Writes llmos_mail/tone/leanings.bin, learnt from labelled drafts: which tone a vector leans to.

    python benchmarks/training/mail_tone.py

Learns from the drafts of tune.toml in the plugin's tests only, by plain logistic regression that
starts at nothing and takes the same steps each time, so the same drafts give the same file. Needs
`llmos[local]` and the embedding weights (`llmos models pull`).
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy

from llmos.engines.embedding import Embedder
from llmos.models import Library
from llmos_mail.tone.leaning import SCALE
from llmos_mail.tone.reading import TONES

PLUGIN = Path(__file__).parents[2] / "plugins/llmos-mail"
STEPS = 2_000
RESTRAINT = 0.01


def main() -> None:
    """Learn and write."""
    drafts = tomllib.loads((PLUGIN / "tests/tone/drafts/tune.toml").read_text("utf-8"))
    texts = [text for tone in TONES for text in drafts[tone]]
    labels = [number for number, tone in enumerate(TONES) for _ in drafts[tone]]
    embedder = Embedder(Library().find("all-minilm-l6-v2"))
    weights = _learnt(SCALE * embedder.embed(texts), numpy.array(labels))
    target = PLUGIN / "src/llmos_mail/tone/leanings.bin"
    target.write_bytes(weights.T.astype("<f4").tobytes())
    print(f"{target.name}: {target.stat().st_size:,} bytes from {len(texts)} drafts")


def _learnt(rows: numpy.ndarray, labels: numpy.ndarray) -> numpy.ndarray:
    rows = numpy.hstack([rows, numpy.ones((len(rows), 1))])
    wanted = numpy.eye(len(TONES))[labels]
    weights = numpy.zeros((rows.shape[1], len(TONES)))
    for _ in range(STEPS):
        sums = rows @ weights
        powers = numpy.exp(sums - sums.max(axis=1, keepdims=True))
        likely = powers / powers.sum(axis=1, keepdims=True)
        weights -= rows.T @ (likely - wanted) / len(rows) + RESTRAINT * weights
    return weights


if __name__ == "__main__":
    main()
