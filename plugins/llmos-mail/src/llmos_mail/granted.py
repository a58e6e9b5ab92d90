"""`Granted`: how far this run's grant of `mail:read` reaches, and what the tools say about it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from llmos import Context, Scope, ToolError
from llmos_mail.days import beginning_of, end_of
from llmos_mail.excerpts import excerpt
from llmos_mail.index.visible import Visible
from llmos_mail.reading.message import Message

_MAIL = "mail:read"

_RESOLUTIONS = {
    "headers": "The grant gives headers only: texts and attachments are neither searched nor shown",
    "snippet": "The grant gives snippets only: of a text, an excerpt is searched and shown",
}
"""What each resolution but the finest means for the user."""


@dataclass(frozen=True)
class Granted:
    """The limits of the grant, and the part of the mail that lies within them."""

    plugin: str
    scope: Scope
    visible: Visible

    @classmethod
    def of(cls, ctx: Context) -> Granted:
        """Ask what this run may see."""
        scope = ctx.scope(_MAIL)
        visible = Visible(
            folders=scope.names,
            since=beginning_of(ctx, scope.since),
            until=end_of(ctx, scope.until),
            bodies=scope.resolution != "headers",
        )
        return cls(ctx.plugin, scope, visible)

    @property
    def notes(self) -> list[str]:
        """The limits in sentences, so that nobody takes a part of the mail for all of it."""
        return [f"{limit}." for limit in self._limits()]

    def _limits(self) -> Iterator[str]:
        reach = Scope(names=self.scope.names, since=self.scope.since, until=self.scope.until)
        if words := reach.in_words():
            yield f"The grant limits what mail is looked at: {words}"
        if meaning := _RESOLUTIONS.get(self.scope.resolution):
            yield meaning

    def text(self, whole: str) -> str | None:
        """As much of a text as may be shown; None if nothing of it."""
        if self.scope.resolution == "body":
            return whole
        return excerpt(whole, "") if self.visible.bodies else None

    @property
    def is_coarse(self) -> bool:
        """Whether less than the whole texts may be known; then only the index function reads."""
        return self.scope.resolution != "body"

    def kept(self, message: Message) -> Message:
        """As much of a message as the index of this run may hold."""
        if not self.is_coarse:
            return message
        if not self.visible.bodies:
            return replace(message, text="", attachments=(), kinds=())
        return replace(message, text=excerpt(message.text, ""))

    def first_day(self, wanted: date) -> date:
        """The wanted day, or the first one that may be seen if that is later."""
        return max(wanted, self.scope.since or wanted)

    def require_bodies(self, what: str) -> None:
        """Refuse what cannot be known from headers, and say which command allows it."""
        if self.visible.bodies:
            return
        now = self.scope
        wider = Scope(now.places, now.names, now.since, now.until, resolution="snippet")
        words = ("llmos", "permissions", "grant", self.plugin, _MAIL, *wider.as_options())
        raise ToolError(
            f"{what} needs the resolution snippet of {_MAIL}, and the grant gives headers only.",
            hint=f"Allow it with: {shlex.join(words)}",
        )
