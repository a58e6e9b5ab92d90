"""Choosing a tool by what the language model makes of a request, beside the likeness in use.

    python benchmarks/choosing_by_state.py [--kept states.npz]

The model reads a request up to "in one word, what the user wants is"; its state there, before any
word is written, is compared with its states for the example requests of all answers, by the same
ridge regression that `llmos.router.likeness` solves over sentence embeddings. Nothing in llmos
chooses so yet: this prints what it would be worth. The tune part of the own labelled requests
counts as further examples; only the report part is counted. The model reads some two thousand
sentences, which takes ten minutes on one core; `--kept` keeps what it made of them.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from outside import sharing

from llmos.engines import open_embedder
from llmos.models import Library, default
from llmos.router.evaluating import Labelled, read_labelled, read_tools
from llmos.router.likeness import Likeness
from llmos.router.phrases import TOPIC, by_answer

HERE = Path(__file__).parent / "understanding"
ASKED = 'A user of a personal assistant types: "{}"\nIn one word, what the user wants is "'
RIDGE = 0.1
LAST = 3  # llama.cpp's name for "the state of the last token stands for the text"
AT_ONCE = 16

States = dict[str, Any]
Phrases = Mapping[str, Sequence[str]]


def main() -> None:
    """Print right tools and right refusals of both ways."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kept", type=Path, help="A file for the model's states.")
    given = parser.parse_args()
    tools = read_tools(HERE / "tools.toml")
    tuned = [*read_labelled(HERE / "requests.jsonl", "tune")]
    report = [*read_labelled(HERE / "requests.jsonl", "report")]
    phrases = _with(by_answer(tools), tuned)
    names = {tool.name for tool in tools}
    embedder = open_embedder()
    near = Likeness(phrases, embedder.embed if embedder else None)
    alike = [near.of(one.request) for one in report]
    print(_line("likeness", report, [_best(one, names) for one in alike]))
    states = _states([*_flat(phrases), *(one.request for one in report)], given.kept)
    print(_line("state", report, [_best(one, names) for one in _scored(phrases, report, states)]))


def _with(phrases: Phrases, tuned: Iterable[Labelled]) -> dict[str, list[str]]:
    more = {answer: [*said] for answer, said in phrases.items()}
    for one in tuned:
        more.setdefault(one.tool or f"{TOPIC}labelled", []).append(one.request)
    return more


def _flat(phrases: Phrases) -> list[str]:
    return [*itertools.chain.from_iterable(phrases.values())]


def _scored(
    phrases: Phrases, requests: Sequence[Labelled], states: States
) -> Iterator[dict[str, float]]:
    """Each request's likeness to each answer."""
    owner = np.repeat(np.arange(len(phrases)), [len(said) for said in phrases.values()])
    known = np.array([states[text] for text in _flat(phrases)])
    usual = known.mean(0)
    known = _unit(known - usual)
    asked = _unit(np.array([states[one.request] for one in requests]) - usual)
    within = known @ known.T + RIDGE * np.eye(len(known))
    weights = np.linalg.solve(within, np.eye(len(phrases))[owner])
    for row in asked @ known.T @ weights:
        yield dict(zip(phrases, row.tolist(), strict=True))


def _unit(rows: Any) -> Any:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def _best(alike: Mapping[str, float], names: set[str]) -> str | None:
    best = max(alike, key=alike.__getitem__)
    return best if best in names else None


def _line(way: str, requests: Sequence[Labelled], found: Sequence[str | None]) -> str:
    pairs = [*zip(requests, found, strict=True)]
    served = [tool in _serving(one) for one, tool in pairs if one.tool]
    refused = [tool is None for one, tool in pairs if one.tool is None]
    return (
        f"{way:<9} right tool {sharing.in_words(sum(served), len(served))};"
        f" refused what none serves {sharing.in_words(sum(refused), len(refused))}"
    )


def _serving(one: Labelled) -> set[str | None]:
    return {one.tool, *(other.tool for other in one.also)}


def _states(texts: Sequence[str], kept: Path | None) -> States:
    """What the model makes of each text; read from the file where that knows it."""
    known: States = {}
    if kept is not None and kept.exists():
        with np.load(kept, allow_pickle=False) as file:
            known = dict(zip(file["texts"].tolist(), file["states"], strict=True))
    left = [text for text in dict.fromkeys(texts) if text not in known]
    for batch in (left[n : n + AT_ONCE] for n in range(0, len(left), AT_ONCE)):
        known |= _read(batch)
        if kept is not None:
            np.savez(kept, texts=np.array([*known]), states=np.array([*known.values()]))
    return known


def _read(texts: Sequence[str]) -> States:
    asked = [ASKED.format(text) for text in texts]
    read = _model().embed(asked, normalize=True)
    return dict(zip(texts, np.array(read, dtype=np.float32), strict=True))


@cache
def _model() -> Any:
    from llama_cpp import Llama

    weights = str(Library().find(default("language").id))
    return Llama(weights, embedding=True, pooling_type=LAST, n_ctx=2048, verbose=False)


if __name__ == "__main__":
    main()
