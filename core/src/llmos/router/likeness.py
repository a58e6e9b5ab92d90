"""How much a request is like the phrases of each answer, learnt from the phrases alone.

Two likenesses are added: of meanings (what a model makes of a text, where there is one) and of
writing (`writing.py`). That of meanings is squared, so that two features of a text together say
more than each alone. A ridge regression over them, solved once for a set of phrases, learns what
tells the answers apart: phrases share their subject ("the lease", "Ines") with many tools, and that
must not count. For the same reason a text that is handed over behind a colon is left out, of
phrases and of requests. A phrase speaks for its own tool and, less loudly, for all tools of the
same plugin.

The solved set is kept in a file; a request then costs one row and two products, with many answers
hardly more than with few.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llmos.atomic import write_atomically
from llmos.events import Watcher, unwatched
from llmos.router.arrays import packed, read_arrays
from llmos.router.openings import opening
from llmos.router.phrases import ABSENT, TOPIC
from llmos.router.solving import solution
from llmos.router.vectors import Vectors
from llmos.router.writing import Writing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

_VERSION = 4  # of what a kept file holds
_WRITING = 0.5  # weight of the likeness in writing beside that in meaning
_RIDGE = 0.3
_FAMILY = 0.25  # what a phrase says for the other tools of its plugin, beside 1 for its own
_LEAST = 1e-6  # length of a row that says anything
_TELLING = 0.3  # an opening that is less like any phrase says nothing; then the whole counts


class Likeness:
    """The likeness of requests to a fixed set of answers, each with its phrases."""

    def __init__(
        self,
        phrases: Mapping[str, Sequence[str]],
        vectors: Vectors | None,
        kept: Path | None = None,
        watcher: Watcher = unwatched,
    ) -> None:
        self.answers = list(phrases)
        self._phrases = phrases
        self._vectors = vectors
        self._folder = kept
        self._watcher = watcher

    def of(self, text: str) -> dict[str, float]:
        """Each answer's likeness to a request; about 1 for one of its own phrases, 0 for others."""
        begins = opening(text)
        alike = self._of(begins)
        is_telling = begins == text or max(alike.values()) >= _TELLING
        return alike if is_telling else self._of(text)

    def _of(self, text: str) -> dict[str, float]:

        solved = self._solved
        near = self._writing.of(text) * _WRITING
        if self._vectors is not None:
            said = _unit(self._vectors.row(text) - solved["usual"])
            near = near + (solved["meaning"] @ said + 1) ** 2
        values = near @ solved["weights"]
        return dict(zip(self.answers, values.tolist(), strict=True))

    @property
    def costs(self) -> int:
        """How many rows must be computed before the first request can be compared."""
        file = self._file()
        if self._vectors is None or (file is not None and file.exists()):
            return 0
        return self._vectors.lacks(self._flat())

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
        return read_arrays(file) or self._solve(file)

    @cached_property
    def _writing(self) -> Writing:
        return Writing(self._solved)

    def _solve(self, file: Path | None) -> dict[str, Any]:
        import numpy as np

        solved = self._learnt()
        alike, owner = _alike(solved), solved["owner"]
        alike[np.diag_indices(len(owner))] += _RIDGE
        wanted = (np.eye(len(self)) + self._related()).astype(np.float32)[owner]
        solved["weights"] = solution(alike, wanted)
        _keep(file, solved)
        return solved

    def _learnt(self) -> dict[str, Any]:
        """The phrases as rows of meaning and writing, and which answer each belongs to."""
        import numpy as np

        flat = self._flat()
        sizes = [len(group) for group in self._phrases.values()]
        learnt: dict[str, Any] = {"owner": np.repeat(np.arange(len(sizes)), sizes)}
        learnt |= Writing.learnt(flat).arrays
        if self._vectors is not None:
            self._vectors.learn(flat, self._watcher)
            rows = self._vectors.of(flat).astype(np.float32)
            learnt["usual"] = rows.mean(0)
            learnt["meaning"] = _unit(rows - learnt["usual"])
        return learnt

    def _flat(self) -> list[str]:
        return [opening(phrase) for group in self._phrases.values() for phrase in group]

    def _related(self) -> Any:
        """What a phrase of one tool says for another one of the same plugin."""
        import numpy as np

        rooms = [f"{answer.partition('.')[0]}." for answer in self.answers]
        families = np.array([room if room not in (TOPIC, ABSENT) else "" for room in rooms])
        return (families[:, None] == families) * (families != "") * _FAMILY

    def _file(self) -> Path | None:
        if self._folder is None:
            return None
        meant = self._vectors.name if self._vectors else ""
        said = repr((_VERSION, meant, dict(self._phrases)))
        return self._folder / f"{hashlib.sha256(said.encode()).hexdigest()[:32]}.npz"


def _alike(learnt: Mapping[str, Any]) -> Any:
    """How like the phrases are to each other; in place, since a copy for thousands is large."""
    alike = Writing(learnt).alike()
    alike *= _WRITING
    if "meaning" in learnt:
        meant = learnt["meaning"] @ learnt["meaning"].T
        meant += 1
        meant *= meant
        alike += meant
    return alike


def _unit(rows: Matrix) -> Matrix:
    """The same rows, each of length 1."""
    import numpy as np

    unit: Matrix = rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), _LEAST)
    return unit


def _keep(file: Path | None, solved: Mapping[str, Any]) -> None:
    if file is None:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    for old in file.parent.glob("*.npz"):
        old.unlink(missing_ok=True)  # of another set of tools
    write_atomically(file, packed(solved))
