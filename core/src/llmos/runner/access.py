"""What one worker may reach. It follows from the grants of a run and never grows while it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from llmos.config import Profile
from llmos.scope import Scope
from llmos.sources import Source


class Access(msgspec.Struct, frozen=True):
    """The opened sources, the plugin's own folder, its settings, the profile if granted, and for
    each granted permission how far it reaches.

    `writable` holds the places, of those that the sources name, that may be changed. `data` is None
    for a worker that only describes its plugin: it can write nowhere. `closed` holds the
    permissions that give this run data so coarsely that they open nothing. `grantees` are the
    plugins whose answers it is made of; the worker ends when one of them has something taken back.
    """

    sources: tuple[Source, ...] = ()
    writable: tuple[Path, ...] = ()
    data: Path | None = None
    settings: dict[str, Any] = {}
    profile: Profile | None = None
    scopes: dict[str, Scope] = {}
    closed: tuple[str, ...] = ()
    grantees: tuple[str, ...] = ()


NOTHING = Access()
"""What a plugin has before any permission: enough to say what it is."""
