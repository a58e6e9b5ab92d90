"""What this machine can enforce on a worker, found out without changing anything."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from llmos.sandbox import landlock, seccomp


@dataclass(frozen=True)
class Tier:
    """How far the operating system backs permissions: all the way, or not at all.

    `landlock_abi` is 0 and `seccomp` False where the kernel lacks them.
    """

    system: str
    landlock_abi: int = 0
    seccomp: bool = False

    @property
    def enforced(self) -> bool:
        """Whether a worker can be confined here: Landlock and seccomp are both needed."""
        return self.landlock_abi > 0 and self.seccomp

    @property
    def summary(self) -> str:
        """One sentence for the user."""
        if self.enforced:
            return f"Enforced by the kernel: Landlock (ABI {self.landlock_abi}) and seccomp."
        return f"Permissions are not enforced here: {self._reason}."

    @property
    def _reason(self) -> str:
        if self.system != "linux":
            return f"llmos confines workers on Linux only, and this is {self.system}"
        if not self.seccomp:
            return "this kernel or processor has no usable seccomp (x86_64 and aarch64 do)"
        return "this kernel has no Landlock, or it is switched off at boot"


def tier(system: str = sys.platform) -> Tier:
    """What the running system offers; takes well under a millisecond and leaves no trace."""
    if system != "linux":
        return Tier(system)
    return Tier(system, landlock.abi(), seccomp.available())
