"""A symmetric positive definite system, solved in its own place.

NumPy's solver takes more copies of the matrix, which for thousands of phrases are large beside the
weights of a model. Cholesky's factors, block by block, take none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

_BLOCK = 256


def solution(matrix: Matrix, wanted: Matrix) -> Matrix:
    """What `matrix @ x = wanted` is solved by, one column for each of its columns.

    Below its diagonal the matrix is overwritten.
    """
    _factor(matrix)
    found = wanted.copy()
    starts = range(0, len(matrix), _BLOCK)
    for start in starts:
        here, below = _parts(start)
        found[here] = matrix[here, here] @ found[here]
        found[below] -= matrix[below, here] @ found[here]
    for start in reversed(starts):
        here, below = _parts(start)
        found[here] -= matrix[below, here].T @ found[below]
        found[here] = matrix[here, here].T @ found[here]
    return found


def _factor(matrix: Matrix) -> None:
    """Cholesky's lower factor in the place of the matrix, its blocks on the diagonal inverted."""
    import numpy as np

    for start in range(0, len(matrix), _BLOCK):
        here, below = _parts(start)
        matrix[here, here] = np.linalg.inv(np.linalg.cholesky(matrix[here, here]))
        matrix[below, here] = matrix[below, here] @ matrix[here, here].T
        for later in range(start + _BLOCK, len(matrix), _BLOCK):
            columns, rows = slice(later, later + _BLOCK), slice(later, None)
            matrix[rows, columns] -= matrix[rows, here] @ matrix[columns, here].T


def _parts(start: int) -> tuple[slice, slice]:
    return slice(start, start + _BLOCK), slice(start + _BLOCK, None)
