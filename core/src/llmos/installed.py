"""An installed plugin as the kernel knows it: where it lies and what it says, none of its code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from llmos.calls import ToolSpec
from llmos.manifest import Manifest


class Plugin(msgspec.Struct, frozen=True):
    """A plugin that was found, with a manifest that could be read.

    `module` is what its entry point names, `folder` its package; `fingerprint` changes when its
    version or any of its files does. `contents` is the same wherever the same wheel is installed,
    and empty for a developer's own tree, whose files change all the time.
    """

    manifest: Manifest
    distribution: str
    version: str
    module: str
    folder: Path
    fingerprint: str
    contents: str

    @property
    def id(self) -> str:
        """The name that its tools and settings start with."""
        return self.manifest.id


class Description(msgspec.Struct, frozen=True):
    """What a plugin's code declared when it was loaded without any permission.

    `functions` holds those that hooks declare and the model cannot call, by the hook's name
    without its prefix.
    """

    tools: tuple[ToolSpec, ...] = ()
    functions: dict[str, ToolSpec] = {}
    settings: dict[str, Any] | None = None


class SetAside(msgspec.Struct, frozen=True):
    """A plugin that cannot be used, and why. It never stops the others."""

    name: str
    distribution: str
    version: str
    reason: str
