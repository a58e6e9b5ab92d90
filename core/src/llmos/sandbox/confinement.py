"""Confining the running process: the protections and the order in which they are applied."""

from __future__ import annotations

import os
from collections.abc import Callable

from llmos.sandbox import landlock, limits, seccomp
from llmos.sandbox.libc import end_with_parent, set_no_new_privileges, set_not_dumpable
from llmos.sandbox.policy import Policy
from llmos.sandbox.tiers import Tier, tier
from llmos.sandbox.unavailable import SandboxUnavailable


def confine(policy: Policy) -> Tier:
    """Confine this process to the policy, for good, and say what enforces it.

    Call it once, after importing every helper, before any plugin code and before any thread.
    Raises SandboxUnavailable, which names the step, if anything at all cannot be applied; the
    process may then be confined in part and must end without running a plugin.
    """
    return enforce(policy, tier())


def enforce(policy: Policy, here: Tier) -> Tier:
    """Confine with what `here` offers, which may be less than this machine has."""
    if not here.enforced:
        raise SandboxUnavailable("the system", here.summary)
    for step, protect in STEPS.items():
        try:
            protect(policy, here)
        except (OSError, ValueError) as error:
            raise SandboxUnavailable(step, _reason(error)) from error
    return here


def _reason(error: OSError | ValueError) -> str:
    """The system's words without its error number, and the path that they are about."""
    if not isinstance(error, OSError) or error.strerror is None:
        return str(error)
    return f"{error.filename}: {error.strerror}" if error.filename else error.strerror


def _one_thread(policy: Policy, here: Tier) -> None:
    """Landlock binds the calling thread only: an older one would stay a way out."""
    if len(os.listdir("/proc/self/task")) > 1:
        raise OSError("a thread has been started before")


STEPS: dict[str, Callable[[Policy, Tier], None]] = {
    "one thread": _one_thread,
    "resource limits": lambda policy, here: limits.apply(policy),
    "no new privileges": lambda policy, here: set_no_new_privileges(),
    "not dumpable": lambda policy, here: set_not_dumpable(),
    "end with llmos": lambda policy, here: end_with_parent(),
    "Landlock": lambda policy, here: landlock.restrict(
        policy.read, policy.write, here.landlock_abi
    ),
    "seccomp": lambda policy, here: seccomp.restrict(),
}
"""Each protection by the name that errors use, in the order of application."""
