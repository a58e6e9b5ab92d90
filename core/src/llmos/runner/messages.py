"""The messages between kernel and worker, and their form on the wire: JSON, checked by type."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import msgspec

from llmos.errors import (
    InvalidArguments,
    LlmosError,
    PluginError,
    PluginLoadError,
    SandboxError,
    ToolError,
)
from llmos.events import Progress
from llmos.runner.access import Access

Method = Literal["describe", "check", "preview", "run"]
FailureKind = Literal["arguments", "load", "tool", "sandbox"]


class Setup(msgspec.Struct, frozen=True, tag="setup"):
    """The first message to a worker: which plugin it is, and all that it may reach.

    `confined` says whether the worker must confine itself to that; it never decides it itself.
    """

    plugin: str
    module: str
    roots: tuple[Path, ...]
    access: Access
    confined: bool


class Invoke(msgspec.Struct, frozen=True, tag="invoke"):
    """Do one thing. `now` is aware and in the user's zone, which `zone` names.

    `previewed` is the value of the tool's preview, when it is to run after one.
    """

    id: int
    method: Method
    now: datetime
    zone: str
    tool: str = ""
    arguments: dict[str, Any] = {}
    previewed: dict[str, Any] | None = None


class Done(msgspec.Struct, frozen=True, tag="done"):
    """It worked; `value` is the answer to that method."""

    id: int
    value: msgspec.Raw


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """It did not; the sentence is the plugin's, the validator's or the sandbox's."""

    id: int
    kind: FailureKind
    message: str
    hint: str = ""

    def error(self, plugin: str) -> LlmosError:
        """The same failure as an error of the kernel's."""
        if self.kind == "tool":
            return ToolError(self.message, plugin=plugin, hint=self.hint)
        return _KINDS[self.kind](plugin, self.message, hint=self.hint)


_KINDS: dict[str, type[PluginError]] = {
    "arguments": InvalidArguments,
    "load": PluginLoadError,
    "sandbox": SandboxError,
}


class Notice(msgspec.Struct, frozen=True, tag="notice"):
    """How far it has come."""

    id: int
    progress: Progress


class CallTool(msgspec.Struct, frozen=True, tag="call"):
    """The running tool wants the result of another plugin's tool."""

    id: int
    tool: str
    arguments: dict[str, Any]


class Connect(msgspec.Struct, frozen=True, tag="connect"):
    """The running tool wants a stream to a host."""

    id: int
    host: str
    port: int


class GetSecret(msgspec.Struct, frozen=True, tag="secret"):
    """The running tool wants a secret of its plugin's."""

    id: int
    name: str


class Extract(msgspec.Struct, frozen=True, tag="extract"):
    """The running tool wants facts out of a text, in a form given as JSON schema.

    `complaint` says why the last answer, `tried`, did not fit the plugin's own class; `records` are
    the ids of what the text was taken from.
    """

    id: int
    form: dict[str, Any]
    text: str
    what: str
    tried: dict[str, Any] = {}
    complaint: str = ""
    records: tuple[str, ...] = ()


class Write(msgspec.Struct, frozen=True, tag="write"):
    """The running tool wants a wording."""

    id: int
    what: str
    text: str
    most_words: int
    records: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


class Embed(msgspec.Struct, frozen=True, tag="embed"):
    """The running tool wants the meanings of texts as vectors."""

    id: int
    texts: tuple[str, ...]


class CanEmbed(msgspec.Struct, frozen=True, tag="can-embed"):
    """The running tool wants to know whether that works here."""

    id: int


class Open(msgspec.Struct, frozen=True, tag="open"):
    """The running tool wants the user to see a file; a `slide` (from 1) wants a slideshow."""

    id: int
    path: str
    slide: int | None = None


class Choose(msgspec.Struct, frozen=True, tag="choose"):
    """The running tool wants the user to choose; `hint` is for where nobody can be asked."""

    id: int
    question: str
    choices: tuple[str, ...]
    hint: str = ""


class Given(msgspec.Struct, frozen=True, tag="given"):
    """It may: the value, or, for a connection, the stream that follows this message."""

    id: int
    value: msgspec.Raw


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """It may not, or it did not work."""

    id: int
    message: str
    hint: str = ""


ToWorker = Setup | Invoke | Given | Refused
Wanted = CallTool | Connect | GetSecret | Extract | Write | Embed | CanEmbed | Open | Choose
ToKernel = Done | Failed | Notice | Wanted


def encode(message: Any) -> bytes:
    """A message, or a value inside one, as JSON."""
    return msgspec.json.encode(message, enc_hook=_out)


def _out(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be sent")


def into(kind: type, value: Any) -> Any:
    """The decoding hook for the types that JSON does not know."""
    if kind is Path and isinstance(value, str):
        return Path(value)
    raise TypeError(f"{kind.__name__} cannot be received")
