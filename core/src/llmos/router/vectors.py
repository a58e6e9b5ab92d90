"""What phrases mean, as rows of numbers that are computed once and kept.

A row costs some milliseconds, and a change of tools leaves most phrases as they were: only new ones
are computed. What a set of tools no longer says is dropped with the next change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from llmos.atomic import write_atomically

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

Embed = Callable[[Sequence[str]], "Matrix"]
"""Rows of length 1, one for each text."""

_FILE = "vectors-1.npz"  # the figure is the version of what it holds
_AT_ONCE = 64  # phrases computed together; as long as each other, since the longest sets the price


class Vectors:
    """The rows of a set of phrases, kept in a folder if there is one.

    `standing` are phrases that belong to every set.
    """

    def __init__(
        self, embed: Embed, folder: Path | None = None, standing: Sequence[str] = ()
    ) -> None:
        self._embed = embed
        self._standing = standing
        self._file = folder / _FILE if folder else None
        self._rows: dict[str, Matrix] | None = None
        self._lately: dict[str, Matrix] = {}  # a request is looked up several times in a row

    def learn(self, phrases: Iterable[str]) -> None:
        """Have the rows of these phrases ready, and forget those of others."""
        wanted = {_key(phrase): phrase for phrase in (*self._standing, *phrases)}
        known = self._known()
        new = sorted((text for key, text in wanted.items() if key not in known), key=len)
        if not new and len(known) == len(wanted):
            return
        for place in range(0, len(new), _AT_ONCE):
            part = new[place : place + _AT_ONCE]
            known |= zip(map(_key, part), self._embed(part), strict=True)
        self._rows = {key: known[key] for key in wanted}
        self._keep()

    def of(self, texts: Sequence[str]) -> Matrix:
        """One row for each text; those that were not learnt are forgotten again."""
        import numpy as np  # comes with the model

        known = self._known()
        found = {text: known.get(_key(text), self._lately.get(text)) for text in texts}
        strange = [text for text, row in found.items() if row is None]
        if strange:
            self._lately = dict(zip(strange, self._embed(strange), strict=True))
        return np.array([self._lately[text] if text in strange else found[text] for text in texts])

    def nearest(
        self, text: str, groups: Mapping[str, Sequence[str]], most: int
    ) -> dict[str, list[str]]:
        """Of each group the phrases that are nearest to a text, at most so many."""
        (said,) = self.of([text])

        def near(phrases: Sequence[str]) -> list[str]:
            likeness = dict(zip(phrases, (self.of(phrases) @ said).tolist(), strict=True))
            return sorted(likeness, key=lambda phrase: -likeness[phrase])[:most]

        return {name: near(phrases) for name, phrases in groups.items()}

    def _known(self) -> dict[str, Matrix]:
        if self._rows is None:
            self._rows = _read(self._file)
        return self._rows

    def _keep(self) -> None:
        import numpy as np

        if self._file is None or not self._rows:
            return
        with BytesIO() as content:
            np.savez(content, keys=list(self._rows), rows=np.array(list(self._rows.values())))
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self._file, content.getvalue())


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _read(file: Path | None) -> dict[str, Matrix]:
    import numpy as np

    if file is None:
        return {}
    try:
        with np.load(BytesIO(file.read_bytes()), allow_pickle=False) as kept:
            return dict(zip(kept["keys"].tolist(), kept["rows"], strict=True))
    except (OSError, ValueError, KeyError):
        return {}
