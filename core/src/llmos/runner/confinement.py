"""Confining workers: the kernel decides that one must be, the worker does it or does not start."""

from __future__ import annotations

import tempfile  # noqa: F401  # imported before confinement, so that plugins can import it after
from pathlib import Path

from llmos.config import Home, read_config
from llmos.errors import SandboxError
from llmos.installed import Plugin
from llmos.runner.messages import Setup
from llmos.sandbox import Policy, base_read_paths, confine, tier


def is_to_be_confined(plugin: Plugin, home: Home) -> bool:
    """Whether the plugin's worker has to confine itself before it loads the plugin.

    It has to wherever the system can. Where it cannot, a plugin runs only if config.toml names
    its distribution; any other is refused with the words that would allow it.
    """
    here = tier()
    if here.enforced:
        return True
    if plugin.distribution in read_config(home).unconfined.plugins:
        return False
    raise SandboxError(
        plugin.id,
        f"The plugin {plugin.id} was not started. {here.summary} If you trust its authors with all "
        f"that you can reach yourself, add it in {home.config_file}: "
        f'[unconfined] plugins = ["{plugin.distribution}"]',
    )


def confine_worker(setup: Setup) -> None:
    """Confine this process to its setup; a `SandboxUnavailable` means that it has to end."""
    if setup.confined:
        confine(_policy(setup))


def _policy(setup: Setup) -> Policy:
    access = setup.access
    return Policy(
        read=(*base_read_paths(setup.roots), *_opened(setup)),
        write=(*access.writable, *((access.data,) if access.data else ())),
    )


def _opened(setup: Setup) -> tuple[Path, ...]:
    return tuple(source.path for source in setup.access.sources)
