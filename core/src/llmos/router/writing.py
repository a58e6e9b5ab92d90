"""How texts are written: pieces of words, which know names of things, other languages and typing
errors. Few of all possible pieces stand in a text, so that a text is a row of few numbers.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

_WIDTH = 4096  # places for pieces of words


class Writing:
    """The rows of some texts, each of length 1; a piece counts the more, the rarer it is."""

    def __init__(self, arrays: Mapping[str, Any]) -> None:
        import numpy as np  # comes with the model

        self.arrays = {name: arrays[name] for name in ("sizes", "places", "worth", "rarity")}
        """All that it knows, to be kept: how many pieces each text has, and where and how much."""
        self._rows = np.repeat(np.arange(len(self)), self.arrays["sizes"])

    @classmethod
    def learnt(cls, texts: Sequence[str]) -> Writing:
        """The rows of these texts."""
        import numpy as np

        counted = [_counted(text) for text in texts]
        sizes = np.array([len(one) for one in counted])
        places = np.array([place for one in counted for place in one], np.int64)
        rarity = np.log((len(texts) + 1) / (np.bincount(places, minlength=_WIDTH) + 1))
        worth = [_unit(one, rarity) for one in counted]
        return cls(
            {"sizes": sizes, "places": places, "worth": np.concatenate(worth), "rarity": rarity}
        )

    def of(self, text: str) -> Matrix:
        """How like a text is to each of those that were learnt: 0 to 1."""
        import numpy as np

        counted, said = _counted(text), np.zeros(_WIDTH, np.float32)
        said[[*counted]] = _unit(counted, self.arrays["rarity"])
        shared = self.arrays["worth"] * said[self.arrays["places"]]
        alike: Matrix = np.bincount(self._rows, shared, len(self)).astype(np.float32)
        return alike

    def alike(self) -> Matrix:
        """How like the texts are to each other."""
        import numpy as np

        whole = np.zeros((len(self), _WIDTH), np.float32)
        whole[self._rows, self.arrays["places"]] = self.arrays["worth"]
        alike: Matrix = whole @ whole.T
        return alike

    def __len__(self) -> int:
        return len(self.arrays["sizes"])


def _unit(counted: Mapping[int, float], rarity: Matrix) -> Matrix:
    """What each piece of one text is worth; together their length is 1."""
    import numpy as np

    worth = np.log1p([*counted.values()]) * rarity[[*counted]]
    unit: Matrix = (worth / max(float(np.linalg.norm(worth)), 1e-9)).astype(np.float32)
    return unit


def _counted(text: str) -> dict[int, float]:
    """The places of its pieces, and how much of each there is."""
    found: dict[int, float] = defaultdict(float)
    for piece, weight in _pieces(text):
        found[zlib.crc32(piece.encode()) % _WIDTH] += weight
    return found


def _pieces(text: str) -> Iterable[tuple[str, float]]:
    for word in re.findall(r"[^\W_]+", text.casefold()):
        whole = f"^{word}$"
        yield whole, 1.0
        for length in (3, 4):
            for place in range(len(whole) - length + 1):
                yield whole[place : place + length], 0.5
