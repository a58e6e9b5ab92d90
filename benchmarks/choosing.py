"""Choosing a tool by what the language model makes of a request, beside embeddings of sentences.

    python benchmarks/choosing.py [--split report]

The same phrases and the same ridge regression over both (`llmos.router.likeness`); no arguments are
filled in, and nothing is asked back. The model reads some hundred requests, which takes minutes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from outside import sharing

from llmos.config import EngineConfig
from llmos.engines import Inspectable, open_embedder, open_engine
from llmos.models import default
from llmos.router.evaluating import Labelled, read_labelled, read_tools
from llmos.router.likeness import Likeness
from llmos.router.phrases import by_answer
from llmos.router.states import states
from llmos.router.vectors import Vectors

HERE = Path(__file__).parent / "understanding"


def main() -> None:
    """Print right tools and right refusals of both ways."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--split", default="report", help="Which of the labelled requests.")
    requests = read_labelled(HERE / "requests.jsonl", parser.parse_args().split)
    tools = read_tools(HERE / "tools.toml")
    for name, vectors in _ways():
        likeness, names = Likeness(by_answer(tools), vectors), {tool.name for tool in tools}
        found = [_best(likeness, one.request, names) for one in requests]
        print(_line(name, requests, found), flush=True)


def _ways() -> Iterator[tuple[str, Vectors | None]]:
    yield "writing alone", None
    if embedder := open_embedder():
        yield "and sentences embedded", Vectors(embedder.embed)
    engine = open_engine(EngineConfig("llama_cpp", default("language").id))
    assert isinstance(engine, Inspectable)
    yield "and the model's states", states(engine, None, [HERE])


def _best(likeness: Likeness, request: str, names: set[str]) -> str | None:
    alike = likeness.of(request)
    best = max(alike, key=alike.__getitem__)
    return best if best in names else None


def _line(way: str, requests: Sequence[Labelled], found: Sequence[str | None]) -> str:
    pairs = [*zip(requests, found, strict=True)]
    served = [tool in _serving(one) for one, tool in pairs if one.tool]
    refused = [tool is None for one, tool in pairs if one.tool is None]
    return (
        f"{way:<24} right tool {sharing.in_words(sum(served), len(served))};"
        f" refused what none serves {sharing.in_words(sum(refused), len(refused))}"
    )


def _serving(one: Labelled) -> set[str | None]:
    return {one.tool, *(other.tool for other in one.also)}


if __name__ == "__main__":
    main()
