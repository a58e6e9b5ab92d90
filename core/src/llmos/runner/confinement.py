"""From what a worker may reach to what the operating system lets it do."""

from __future__ import annotations

import tempfile  # noqa: F401  # imported before confinement, so that plugins can import it after
from pathlib import Path

from llmos.runner.messages import Setup
from llmos.sandbox import Policy, base_read_paths, confine, tier


def confine_worker(setup: Setup) -> None:
    """Confine this process to its setup. Where the machine cannot, the kernel has decided that
    it may run all the same; what it can enforce is always enforced.
    """
    if tier().enforced:
        confine(_policy(setup))


def _policy(setup: Setup) -> Policy:
    access = setup.access
    return Policy(
        read=(*base_read_paths(setup.roots), *_opened(setup)),
        write=(access.data,) if access.data else (),
    )


def _opened(setup: Setup) -> tuple[Path, ...]:
    return tuple(source.path for source in setup.access.sources)
