"""Systems solved in their own place."""

from __future__ import annotations

import pytest

numpy = pytest.importorskip("numpy")


@pytest.mark.parametrize("size", [1, 255, 256, 257, 700])
def test_the_solution_is_numpys(size):
    from llmos.router.solving import solution

    random = numpy.random.default_rng(size)
    rows = random.standard_normal((size, 40)).astype(numpy.float32)
    matrix = rows @ rows.T + numpy.eye(size, dtype=numpy.float32)
    wanted = random.standard_normal((size, 3)).astype(numpy.float32)
    right = numpy.linalg.solve(matrix.astype(float), wanted)
    assert solution(matrix.copy(), wanted) == pytest.approx(right, abs=1e-3)
