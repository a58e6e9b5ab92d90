"""`Scope`: how far one grant reaches, as the user said it and as the tool is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec


class Scope(msgspec.Struct, frozen=True, omit_defaults=True):
    """The limits of one grant. An empty field sets no limit of its kind.

    places        only these of the plugin's sources, or these folders and files inside them
    names         only these folders, calendars or metrics
    since, until  only what is dated from this day on, or up to and including this day
    resolution    nothing finer than this, for example "headers"
    to            changes and sends go only to these addresses, domains ("@…") or folders

    llmos itself holds a plugin to `places` (its process can open nothing else) and to `to` (a call
    that goes elsewhere does not run). The others only the plugin can keep, because only it knows
    what a folder or a header is; it asks for them with `ctx.scope(...)`.
    """

    places: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    resolution: str = ""
    to: tuple[str, ...] = ()

    @property
    def is_for_the_plugin(self) -> bool:
        """Whether it sets a limit that only the plugin can keep."""
        return bool(self.names or self.since or self.until or self.resolution)

    def in_words(self) -> str:
        """The limits as the user reads them; empty if there are none."""
        return "; ".join(self._limits())

    def _limits(self) -> Iterator[str]:
        if self.places:
            yield "only in " + ", ".join(self.places)
        if self.names:
            yield "only " + ", ".join(self.names)
        if self.since:
            yield f"from {self.since} on"
        if self.until:
            yield f"up to {self.until}"
        if self.resolution:
            yield f"nothing finer than {self.resolution}"
        if self.to:
            yield "only to " + ", ".join(self.to)

    def as_options(self) -> Iterator[str]:
        """The limits as options of `llmos permissions grant`."""
        for option, values in (
            ("--place", self.places),
            ("--only", self.names),
            ("--since", (self.since,) if self.since else ()),
            ("--until", (self.until,) if self.until else ()),
            ("--resolution", (self.resolution,) if self.resolution else ()),
            ("--to", self.to),
        ):
            for value in values:
                yield from (option, str(value))


FULL = Scope()
"""No limit beyond the permission itself."""
