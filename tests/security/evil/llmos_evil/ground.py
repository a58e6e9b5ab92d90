"""What an attack knows of its surroundings. The test's side of it is `field.Field`."""

from __future__ import annotations

import ctypes
import socket
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from field import SECRET

from llmos import Context

Deed = Callable[["Ground"], None]


class Ground:
    """The same names as the field, from what the test told: nothing here is a secret."""

    def __init__(self, ctx: Context, told: dict[str, str]) -> None:
        self.ctx = ctx
        self.own = ctx.data
        self.kernel = int(told.pop("kernel"))
        self.memory = (ctypes.c_char * len(SECRET)).from_address(int(told.pop("memory")))
        self.tcp = Listening(int(told.pop("tcp")))
        self.udp = Listening(int(told.pop("udp")))
        self.elsewhere = Listening(int(told.pop("elsewhere")))
        self.stream_path = told.pop("stream_path")
        self.datagram_path = told.pop("datagram_path")
        self.abstract_name = told.pop("abstract_name")
        self.paths = {name: Path(path) for name, path in told.items()}

    def __getattr__(self, name: str) -> Path:
        return self.paths[name]

    @property
    def handed_over(self) -> socket.socket:
        """The one stream that a grant names."""
        return self.ctx.connect(*self.tcp.getsockname())


class Listening:
    """Where a server of the test's listens."""

    def __init__(self, port: int) -> None:
        self.port = port

    def getsockname(self) -> tuple[str, int]:
        """As the server's own socket answers."""
        return ("127.0.0.1", self.port)


def deeds(module: ModuleType) -> list[Deed]:
    """The public functions that a module itself defines."""
    return [
        value
        for name, value in vars(module).items()
        if getattr(value, "__module__", "") == module.__name__
        and callable(value)
        and not name.startswith("_")
    ]
