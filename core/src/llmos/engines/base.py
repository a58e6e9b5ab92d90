"""What an engine is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

from llmos.events import Watcher

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Engine(Protocol):
    """Runs a language model; asked and answering in OpenAI's chat-completion form.

    A request that forces one tool (`tools` and `tool_choice`) is answered with arguments for it.
    Engines differ in how strictly: llama.cpp cannot write anything else, a server may try. One with
    `marks` (see `marks.py`) holds them; a server is not told.
    """

    @property
    def name(self) -> str:
        """What runs here, for the user to read."""
        ...

    def complete(self, **request: Any) -> dict[str, Any]:
        """One chat completion as plain data; an `EngineError` if there is none."""
        ...

    def close(self) -> None:
        """Free what the engine holds; it is not used afterwards."""
        ...


@runtime_checkable
class Inspectable(Protocol):
    """An engine that shows what goes on in its model; servers do not."""

    @property
    def name(self) -> str:
        """What runs here."""
        ...

    def encode(self, text: str) -> NDArray[np.float32]:
        """What the model makes of a text: the state of its last layer, one row.

        Texts that begin alike are read faster one after the other.
        """
        ...

    def score(
        self, messages: Sequence[dict[str, Any]], opening: str, names: Sequence[str]
    ) -> list[float]:
        """The logarithm of each name's likelihood as what the answer says after `opening`.

        A name ends with the character that closes it, so that none is the beginning of another.
        """
        ...


@runtime_checkable
class Streamer(Protocol):
    """An engine that can give its words while it still finds more of them."""

    def stream(self, **request: Any) -> Iterator[str]:
        """The words of one chat completion without tools, piece by piece.

        Closing the iterator stops the engine, which can be used again afterwards.
        """
        ...


class Tokens(NamedTuple):
    """What an engine has read so far (kept beginnings cost nothing), and written."""

    read: int = 0
    written: int = 0

    def since(self, before: Tokens) -> Tokens:
        """What was done after `before`."""
        return Tokens(self.read - before.read, self.written - before.written)


@runtime_checkable
class Watched(Protocol):
    """An engine that tells its watcher how far it has come with reading a long beginning."""

    watcher: Watcher


@runtime_checkable
class Metered(Protocol):
    """An engine that counts."""

    @property
    def tokens(self) -> Tokens:
        """All since it was opened."""
        ...


def tokens_of(engine: Engine) -> Tokens:
    """What an engine counts; nothing if it does not."""
    return engine.tokens if isinstance(engine, Metered) else Tokens()


def forced_tool(request: dict[str, Any]) -> dict[str, Any] | None:
    """The function that a request forces, with its name and parameters; None if it forces none."""
    choice = request.get("tool_choice")
    if not isinstance(choice, dict):
        return None
    name = choice["function"]["name"]
    functions: list[dict[str, Any]] = [tool["function"] for tool in request["tools"]]
    return next(function for function in functions if function["name"] == name)


def completion(message: dict[str, Any], finish_reason: str = "stop") -> dict[str, Any]:
    """A chat completion around one message of the assistant's."""
    choice = {"index": 0, "message": {"role": "assistant", **message}}
    return {
        "id": "chatcmpl-llmos",
        "object": "chat.completion",
        "created": 0,
        "model": "",
        "choices": [{**choice, "finish_reason": finish_reason}],
    }


def tool_message(name: str, arguments: str) -> dict[str, Any]:
    """The content of a message that calls one function; `arguments` is JSON text."""
    call = {"id": "call-0", "type": "function", "function": {"name": name, "arguments": arguments}}
    return {"content": None, "tool_calls": [call]}
