"""What the language model makes of phrases and requests, as rows of numbers.

It reads each as something that a user types and is about to say what the user wants; its state
there tells requests apart that share all their words, in every language that the model knows. A
phrase takes a quarter of a second on a small machine, so the states of known phrases come with the
distributions that say them, for the default model; for others they are computed once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from llmos.engines import Inspectable
from llmos.events import Watcher, unwatched
from llmos.router.openings import opening
from llmos.router.vectors import Embed, Vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ASKED = 'A user of a personal assistant types: "{}"\nIn one word, what the user wants is "'
_LONGEST = 600  # characters of a request; what a user wants stands at one of its ends
_MOST = 127  # the greatest number of a row


SHIPPED = Path(__file__).parent
"""Where the states of what belongs elsewhere lie."""


def file_name(model: str) -> str:
    """What the file is called that holds the states of this model."""
    return f"states-{model}.npz"


def states(engine: Inspectable, folder: Path | None, shipped: Iterable[Path]) -> Vectors:
    """The states of phrases: kept in `folder`, taken from the folders `shipped`, or computed."""
    name = file_name(engine.name)
    return Vectors(
        _reading(engine),
        folder / name if folder else None,
        name=engine.name,
        shipped=[place / name for place in (SHIPPED, *shipped)],
    )


def ship(
    engine: Inspectable, phrases: Iterable[str], folder: Path, watcher: Watcher = unwatched
) -> Path:
    """Write the states of phrases into the folder of the distribution that says them."""
    file = folder / file_name(engine.name)
    Vectors(_reading(engine), file, unused=0).learn(map(opening, phrases), watcher)
    return file


def _reading(engine: Inspectable) -> Embed:
    """Rows for texts, as whole numbers: a 127th of its greatest number is all that a row needs."""

    def read(texts: Sequence[str]) -> NDArray[np.int8]:
        import numpy as np

        rows = np.array([engine.encode(_ASKED.format(_short(text))) for text in texts])
        greatest = np.abs(rows).max(1, keepdims=True)
        whole: NDArray[np.int8] = np.round(rows / greatest * _MOST).astype(np.int8)
        return whole

    return read


def _short(text: str) -> str:
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half]} … {text[-half:]}"
