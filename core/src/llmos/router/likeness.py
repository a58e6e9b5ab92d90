"""How much a request is like the phrases of each answer, learnt from the phrases alone.

Two likenesses are added: of meanings (embeddings, where that model is installed) and of writing
(`writing.py`). A ridge regression over them, solved once for a set of phrases, learns what tells
the answers apart: phrases share their subject ("the lease", "Ines") with many tools, and that must
not count. For the same reason a text that is handed over behind a colon is left out, of phrases and
of requests. A phrase speaks for its own tool and, less loudly, for all tools of the same plugin.

The solved set is kept in a file; a request then costs one embedding and two products, with many
answers hardly more than with few.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llmos.atomic import write_atomically
from llmos.router.openings import opening
from llmos.router.phrases import ABSENT, TOPIC
from llmos.router.writing import Writing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

Embed = Callable[[Sequence[str]], "Matrix"]
"""Rows of length 1, one for each text."""

_VERSION = 3  # of what a kept file holds
_WRITING = 0.5  # weight of the likeness in writing beside that in meaning
_RIDGE = 0.3
_FAMILY = 0.5  # what a phrase says for the other tools of its plugin, beside 1 for its own
_STRANGERS = 0.25  # and for other answers that are no tool, if it is of one
_AT_ONCE = 256  # phrases embedded together
_TELLING = 0.3  # an opening that is less like any phrase says nothing; then the whole counts

MOST_SOLVED = 4000
"""Phrases. Solving them takes a few seconds and 300 MB; more are compared one by one."""


class Likeness:
    """The likeness of requests to a fixed set of answers, each with its phrases."""

    def __init__(
        self, phrases: Mapping[str, Sequence[str]], embed: Embed | None, kept: Path | None = None
    ) -> None:
        self.answers = list(phrases)
        self._phrases = phrases
        self._embed = embed
        self._folder = kept

    def of(self, text: str) -> dict[str, float]:
        """Each answer's likeness to a request; about 1 for one of its own phrases, 0 for others."""
        begins = opening(text)
        alike = self._of(begins)
        is_telling = begins == text or max(alike.values()) >= _TELLING
        return alike if is_telling else self._of(text)

    def _of(self, text: str) -> dict[str, float]:
        import numpy as np  # comes with the model

        solved = self._solved
        near = self._writing.of(text) * _WRITING
        if self._embed is not None:
            near = near + solved["meaning"] @ self._embed([text])[0]
        if "weights" in solved:
            values = near @ solved["weights"]
        else:
            values = np.array([_top_two(near[solved["owner"] == n]) for n in range(len(self))])
        return dict(zip(self.answers, values.tolist(), strict=True))

    def without_itself(self) -> dict[str, list[tuple[str, dict[str, float]]]]:
        """For each answer its phrases, each with its likeness to all answers if it were not known.

        What a ridge regression would say of a phrase that it had not learnt follows from the
        solved one, so this costs one inverse and not one solution for each phrase.
        """
        import numpy as np

        learnt = self._learnt()
        alike, owner = _alike(learnt), learnt["owner"]
        alike[np.diag_indices(len(owner))] += _RIDGE
        inverse = np.linalg.inv(alike)
        wanted = np.eye(len(self), dtype=np.float32)[owner]
        said = wanted - (inverse @ wanted) / np.diag(inverse)[:, None]
        rows = iter(said.tolist())
        return {
            name: [(phrase, dict(zip(self.answers, next(rows), strict=True))) for phrase in phrases]
            for name, phrases in self._phrases.items()
        }

    def __len__(self) -> int:
        return len(self.answers)

    @cached_property
    def _solved(self) -> dict[str, Any]:
        file = self._file()
        return _read(file) or self._solve(file)

    @cached_property
    def _writing(self) -> Writing:
        return Writing(self._solved)

    def _solve(self, file: Path | None) -> dict[str, Any]:
        import numpy as np

        solved = self._learnt()
        if len(solved["owner"]) <= MOST_SOLVED:
            alike, owner = _alike(solved), solved["owner"]
            alike[np.diag_indices(len(owner))] += _RIDGE
            wanted = (np.eye(len(self)) + self._related()).astype(np.float32)[owner]
            solved["weights"] = np.linalg.solve(alike, wanted).astype(np.float32)
        _keep(file, solved)
        return solved

    def _learnt(self) -> dict[str, Any]:
        """The phrases as rows of meaning and writing, and which answer each belongs to."""
        import numpy as np

        flat = [opening(phrase) for group in self._phrases.values() for phrase in group]
        sizes = [len(group) for group in self._phrases.values()]
        learnt: dict[str, Any] = {"owner": np.repeat(np.arange(len(sizes)), sizes)}
        learnt |= Writing.learnt(flat).arrays
        if self._embed is not None:
            learnt["meaning"] = np.concatenate([self._embed(part) for part in _parts(flat)])
        return learnt

    def _related(self) -> Any:
        """What a phrase of one answer says for another: tools of one plugin, or both no tool."""
        import numpy as np

        families = np.array([answer.partition(".")[0] for answer in self.answers])
        loud = [_STRANGERS if f"{one}." in (TOPIC, ABSENT) else _FAMILY for one in families]
        return (families[:, None] == families) * np.array(loud)

    def _file(self) -> Path | None:
        if self._folder is None:
            return None
        said = repr((_VERSION, self._embed is not None, dict(self._phrases)))
        return self._folder / f"{hashlib.sha256(said.encode()).hexdigest()[:32]}.npz"


def _alike(learnt: Mapping[str, Any]) -> Any:
    """How like the phrases are to each other."""
    alike = Writing(learnt).alike() * _WRITING
    if "meaning" in learnt:
        alike = alike + learnt["meaning"] @ learnt["meaning"].T
    return alike


def _top_two(values: Matrix) -> float:
    best = sorted(values.tolist(), reverse=True)[:2]
    return float(sum(best)) / max(1, len(best))


def _parts(texts: Sequence[str]) -> list[Sequence[str]]:
    return [texts[place : place + _AT_ONCE] for place in range(0, len(texts), _AT_ONCE)]


def _read(file: Path | None) -> dict[str, Any]:
    import numpy as np

    if file is None:
        return {}
    try:
        with np.load(BytesIO(file.read_bytes()), allow_pickle=False) as kept:
            return {name: kept[name] for name in kept.files}
    except (OSError, ValueError, KeyError):
        return {}


def _keep(file: Path | None, solved: Mapping[str, Any]) -> None:
    import numpy as np

    if file is None:
        return
    with BytesIO() as content:
        np.savez(content, **solved)
        file.parent.mkdir(parents=True, exist_ok=True)
        for old in file.parent.glob("*.npz"):
            old.unlink(missing_ok=True)  # of another set of tools
        write_atomically(file, content.getvalue())
