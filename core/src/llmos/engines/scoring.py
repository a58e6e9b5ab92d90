"""How likely each of some names is as what the model writes next.

The names share beginnings, so their tokens form a tree. It is walked once: only where it branches
must the model be asked, and what does not branch costs nothing. At each branch the likelihood is
shared out among the branches alone, as under a grammar that allows these names and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import exp, log

from llmos.engines.reading import Reading

Tail = tuple[int, Sequence[int]]
"""The place of a name in the list, and its tokens that are still to come."""


def likelihoods(model: Reading, names: Sequence[Sequence[int]]) -> list[float]:
    """The logarithm of each name's likelihood after what the model has read so far.

    No name may be the beginning of another one; end them with a token that closes them.
    """
    found = [0.0] * len(names)
    _walk(model, list(enumerate(names)), found)
    return found


def _walk(model: Reading, tails: list[Tail], found: list[float]) -> None:
    branches: dict[int, list[Tail]] = defaultdict(list)
    for place, tokens in tails:
        branches[tokens[0]].append((place, tokens[1:]))
    here = model.place
    shares = _shares(model, list(branches)) if len(branches) > 1 else {}
    for token, below in branches.items():
        for place, _ in below:
            found[place] += shares.get(token, 0.0)
        if len(below) > 1:
            model.place = here
            step = [token, *_common(below)]
            model.read(step)
            _walk(model, [(place, rest[len(step) - 1 :]) for place, rest in below], found)
    model.place = here


def _common(tails: list[Tail]) -> list[int]:
    """The tokens with which all of these go on."""
    first, *others = [tokens for _, tokens in tails]
    common: list[int] = []
    for place, token in enumerate(first):
        if any(place >= len(other) or other[place] != token for other in others):
            break
        common.append(token)
    return common


def _shares(model: Reading, tokens: list[int]) -> dict[int, float]:
    logits = model.next(tokens)
    most = max(logits)
    whole = most + log(sum(exp(logit - most) for logit in logits))
    return {token: logit - whole for token, logit in zip(tokens, logits, strict=True)}
