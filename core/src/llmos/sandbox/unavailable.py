"""The one error of this package."""

from __future__ import annotations


class SandboxUnavailable(OSError):
    """The process could not be confined; `step` names the protection that failed.

    Steps before it may already hold. Such a process must run nothing of a plugin: it has to end.
    """

    def __init__(self, step: str, reason: str) -> None:
        super().__init__(
            f"This process could not be confined: {step} failed ({reason.rstrip('.')})."
        )
        self.step = step
        self.reason = reason
