"""A shelf on a CalDAV server: each change only if the server still holds what it began with.

Files are fetched as they are, not as they come inside XML, so that every byte of other programs
goes back as it came.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urljoin

from llmos import ToolError
from llmos_calendar.remote.mirror import Mirror
from llmos_calendar.remote.wire import Answer, Wire
from llmos_calendar.writing.shelf import FileChange, changed_meanwhile, digest

_TYPE = "text/calendar; charset=utf-8"


@dataclass
class DavShelf:
    """The files of one account, by their names in the mirror: `<calendar>/<name>`."""

    wire: Wire
    mirror: Mirror
    _etags: dict[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """The mirror's folder, which names the account."""
        return str(self.mirror.root)

    def read(self, name: str) -> bytes | None:
        """What the server holds now."""
        answer = self.wire.request("GET", self._url(name))
        if answer.status_code in (404, 410):
            self._etags.pop(name, None)
            return None
        self._check(answer, name)
        self._etags[name] = answer.headers.get("ETag") or ""
        return answer.content

    def change(self, change: FileChange) -> None:
        """Make the change; the server refuses it if somebody else was faster."""
        now = self.read(change.name)
        if digest(now) != digest(change.before):
            raise changed_meanwhile(change.name)
        condition = {"If-None-Match": "*"}
        if now is not None:
            condition = {"If-Match": self._etag(change.name)}
        if change.after is None:
            answer = self.wire.request("DELETE", self._url(change.name), headers=condition)
        else:
            headers = {**condition, "Content-Type": _TYPE}
            answer = self.wire.request("PUT", self._url(change.name), change.after, headers)
        if answer.status_code == 412:
            raise changed_meanwhile(change.name)
        self._check(answer, change.name)
        self._follow(change.name)

    def _follow(self, name: str) -> None:
        """Let the mirror show what the server now holds."""
        folder = name.partition("/")[0]
        raw, url = self.read(name), self._url(name)
        if raw is None:
            self.mirror.drop(folder, url)
        else:
            self.mirror.put(folder, url, self._etags[name], raw)
        self.mirror.save()

    def _etag(self, name: str) -> str:
        etag = self._etags.get(name, "")
        if not etag or etag.startswith("W/"):
            raise ToolError(
                "The server does not say which version of an event it has, so nothing is changed "
                "there: somebody else's change could be lost."
            )
        return etag

    def _url(self, name: str) -> str:
        folder, _, file = name.partition("/")
        calendar = self.mirror.calendars.get(folder)
        if calendar is None:
            raise ToolError("The calendar is no longer on its server.", hint="Run `llmos index`.")
        kept = calendar.files.get(file)
        if kept is not None:
            return urljoin(calendar.url, kept.url)
        return urljoin(calendar.url.rstrip("/") + "/", file)

    def _check(self, answer: Answer, name: str) -> None:
        if answer.status_code >= 300:
            raise ToolError(
                f"The server refused {name}: {answer.status_code} {answer.reason}.",
                hint="Check whether you may change this calendar.",
            )
