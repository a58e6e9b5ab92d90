"""The seam that the runner uses."""

from __future__ import annotations

import llmos.sandbox


def test_the_facade_is_exactly_this() -> None:
    assert llmos.sandbox.__all__ == [
        "Policy",
        "SandboxUnavailable",
        "Tier",
        "base_read_paths",
        "confine",
        "tier",
    ]
    assert all(hasattr(llmos.sandbox, name) for name in llmos.sandbox.__all__)


def test_the_error_is_an_operating_system_error_with_its_step() -> None:
    error = llmos.sandbox.SandboxUnavailable("Landlock", "no such file")
    assert isinstance(error, OSError)
    assert error.step == "Landlock"
    assert str(error) == "This process could not be confined: Landlock failed (no such file)."
