"""What phrases mean, as rows of numbers that are computed once and kept.

A row costs milliseconds or more, and a change of tools leaves most phrases as they were: only new
ones are computed. Rows may also come in files that were shipped; of each such file a few rows are
computed all the same, and it counts only where these are alike, since what it says decides which
tool a request goes to. Of the phrases that nobody says any more, the latest are kept for a while.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llmos.atomic import write_atomically
from llmos.events import Progress, Watcher, unwatched
from llmos.router.arrays import packed, read_arrays

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

Embed = Callable[[Sequence[str]], "NDArray[Any]"]
"""One row for each text."""

MOST_UNUSED = 10_000
"""Rows of phrases that no tool says now, kept for the next change of tools."""

_AT_ONCE = 32  # phrases computed together; as long as each other, since the longest sets the price
_SAMPLE = 3
_ALIKE = 0.98  # cosine of a row with itself as another build of the same model computes it


class Vectors:
    """The rows of a set of phrases, kept in a file if one is named.

    `name` says whose rows they are; `standing` are phrases that belong to every set; `shipped`
    files of rows from elsewhere, which need not be there; of phrases that are not learnt any more
    the last `unused` ones are kept.
    """

    def __init__(
        self,
        embed: Embed,
        file: Path | None = None,
        *,
        name: str = "embedded",
        standing: Sequence[str] = (),
        shipped: Iterable[Path] = (),
        unused: int = MOST_UNUSED,
    ) -> None:
        self.name = name
        self._embed = embed
        self._standing = standing
        self._file = file
        self._shipped = list(shipped)
        self._unused = unused
        self._rows: dict[str, Matrix] | None = None
        self._lately: dict[str, Matrix] = {}  # a request is looked up several times in a row

    def learn(self, phrases: Iterable[str], watcher: Watcher = unwatched) -> None:
        """Have the rows of these phrases ready; what was computed before Ctrl-C is kept."""
        wanted = {_key(phrase): phrase for phrase in (*self._standing, *phrases)}
        known = self._known()
        new = {key: text for key, text in wanted.items() if key not in known}
        if not new:
            return
        try:
            for file in self._shipped if new else ():
                known |= self._proven(_read(file), new)
            left = sorted((text for key, text in new.items() if key not in known), key=len)
            for part, rows in self._computed(left, watcher):
                known |= zip(map(_key, part), rows, strict=True)
        finally:
            others = [key for key in known if key not in wanted]
            unused = others[max(0, len(others) - self._unused) :]
            in_use = [key for key in wanted if key in known]
            self._rows = {key: known[key] for key in (*unused, *in_use)}
            self._keep()

    def lacks(self, phrases: Iterable[str]) -> int:
        """How many of these phrases would have to be computed."""
        there = {*self._known(), *(key for file in self._shipped for key in _read(file))}
        return len({_key(phrase) for phrase in phrases} - there)

    def of(self, texts: Sequence[str]) -> NDArray[Any]:
        """One row for each text; those that were not learnt are forgotten again."""
        import numpy as np  # comes with the model

        known = self._known()
        found = {text: known.get(_key(text), self._lately.get(text)) for text in texts}
        strange = [text for text, row in found.items() if row is None]
        if strange:
            parts = self._computed(strange)
            self._lately = {
                text: row for part, rows in parts for text, row in zip(part, rows, strict=True)
            }
        return np.array([self._lately[text] if text in strange else found[text] for text in texts])

    def row(self, text: str) -> NDArray[Any]:
        """The row of a request, which is no phrase: what is kept need not be loaded for it."""
        if text not in self._lately:
            self._lately = {text: self._embed([text])[0]}
        return self._lately[text]

    def nearest(
        self, text: str, groups: Mapping[str, Sequence[str]], most: int
    ) -> dict[str, list[str]]:
        """Of each group the phrases that are nearest to a text, at most so many."""
        (said,) = self.of([text])

        def near(phrases: Sequence[str]) -> list[str]:
            likeness = dict(zip(phrases, (self.of(phrases) @ said).tolist(), strict=True))
            return sorted(likeness, key=lambda phrase: -likeness[phrase])[:most]

        return {name: near(phrases) for name, phrases in groups.items()}

    def _computed(
        self, texts: Sequence[str], watcher: Watcher = unwatched
    ) -> Iterator[tuple[Sequence[str], NDArray[Any]]]:
        """Texts with their rows, part by part."""
        for place in range(0, len(texts), _AT_ONCE):
            watcher(Progress("Reading what people say, once", place, len(texts), "phrases"))
            part = texts[place : place + _AT_ONCE]
            yield part, self._embed(part)

    def _proven(self, shipped: dict[str, Matrix], new: Mapping[str, str]) -> dict[str, Matrix]:
        """What a file says of new phrases; nothing where a few of them come out otherwise here."""
        here = [key for key in new if key in shipped]
        sample = random.sample(here, min(_SAMPLE, len(here)))
        rows = list(self._embed([new[key] for key in sample])) if sample else []
        alike = all(
            _cosine(shipped[key], row) >= _ALIKE for key, row in zip(sample, rows, strict=True)
        )
        return {key: shipped[key] for key in here} if alike else {}

    def _known(self) -> dict[str, Matrix]:
        if self._rows is None:
            self._rows = _read(self._file)
        return self._rows

    def _keep(self) -> None:
        import numpy as np

        if self._file is not None and self._rows:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            rows = {"keys": list(self._rows), "rows": np.array(list(self._rows.values()))}
            write_atomically(self._file, packed(rows, tightly=True))


def _cosine(one: Matrix, other: Matrix) -> float:
    import numpy as np

    if (one.shape, one.dtype) != (other.shape, other.dtype):
        return 0.0
    a, b = one.astype(np.float32), other.astype(np.float32)
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b) or 1.0))


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _read(file: Path | None) -> dict[str, Matrix]:
    kept = read_arrays(file)
    try:
        return dict(zip(kept["keys"].tolist(), kept["rows"], strict=True))
    except (KeyError, ValueError, TypeError):
        return {}
