"""What the user agreed to about a plugin, and whether what is installed now asks for more.

A version that asks for more, gives another reason for the same, or reads more kinds of places is
held: it is set aside until the user has seen the difference and accepted it. So is a version that
has other files than when it was accepted. What asks for the same or less passes in silence.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from llmos.installed import Plugin, SetAside
from llmos.sources import SourceKind


class Accepted(msgspec.Struct, frozen=True):
    """A plugin as it was when the user first granted it anything, or last accepted it."""

    distribution: str
    version: str
    contents: str
    permissions: dict[str, str]
    sources: dict[str, SourceKind]

    @classmethod
    def now(cls, plugin: Plugin) -> Accepted:
        """The plugin as it is."""
        manifest = plugin.manifest
        return cls(
            distribution=plugin.distribution,
            version=plugin.version,
            contents=plugin.contents,
            permissions=manifest.permissions,
            sources=manifest.sources,
        )


class Held(msgspec.Struct, frozen=True):
    """A plugin that waits for the user: what it is now, and how that goes beyond what it was."""

    plugin: Plugin
    accepted: Accepted
    wider: tuple[str, ...]

    @property
    def set_aside(self) -> SetAside:
        """The same, for lists."""
        plugin = self.plugin
        reason = (
            f"it is not what you accepted (version {self.accepted.version}): "
            f"{'; '.join(self.wider)}. `llmos plugins accept {plugin.id}` lets it in."
        )
        return SetAside(plugin.id, plugin.distribution, plugin.version, reason)


def held(plugin: Plugin, accepted: Accepted | None) -> Held | None:
    """Whether the plugin has to wait. One of another distribution does not: it inherits nothing."""
    if accepted is None or accepted.distribution != plugin.distribution:
        return None
    wider = tuple(_wider(accepted, Accepted.now(plugin)))
    return Held(plugin, accepted, wider) if wider else None


def narrower(plugin: Plugin, accepted: Accepted) -> tuple[str, ...]:
    """The permissions that it no longer asks for."""
    return tuple(set(accepted.permissions) - set(plugin.manifest.permissions))


def _wider(before: Accepted, now: Accepted) -> Iterator[str]:
    # A developer's own tree has no fixed contents, but becomes something else when it is replaced.
    if now.version == before.version and now.contents not in ("", before.contents):
        yield f"is version {now.version} again, but with other files"
    for name, reason in now.permissions.items():
        if name not in before.permissions:
            yield f"asks for {name} too, “{reason}”"
        elif reason != before.permissions[name]:
            old = before.permissions[name]
            yield f"asks for {name} for another reason, “{reason}”, which was “{old}”"
    for name, kind in now.sources.items():
        if name not in before.sources:
            yield f"reads places of the kind {name} too, with {kind.permission}"
        elif _takes_more(before.sources[name], kind):
            yield f"takes more places for the kind {name}, with {kind.permission}"


def _takes_more(before: SourceKind, now: SourceKind) -> bool:
    """Whether a place could be of this kind, or be opened by a permission, that was not before."""
    entries = bool(now.entries) and not (before.entries and set(before.entries) <= set(now.entries))
    starts = bool(now.starts) and not (before.starts and now.starts.startswith(before.starts))
    return now.permission != before.permission or entries or starts
