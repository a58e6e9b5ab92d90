"""Real servers on loopback, and a plugin in its confined worker that speaks to them."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from llmos.blocks import Output
from llmos.calls import Call
from llmos.kernel import Kernel

Install = Callable[..., Path]
Serve = Callable[..., "Server"]
Handler = Callable[[socket.socket], None]

HOST = "localhost"
NETWORK = "network:connect"
MANIFEST = f"""
id = "wire"
api = 1
summary = "Speaks to servers."
[permissions]
"{NETWORK}" = "To reach your server."
"""
CODE = '''
"""A plugin that runs one of its dialogues with a server."""
import http.client, imaplib, smtplib, socket, ssl
from email.message import EmailMessage
from typing import Any
from llmos import Context, Result, ToolError, hookimpl, tool

kept = []

class Found(Result):
    value: Any = None

def wrapped(stream, trusted):
    context = ssl.create_default_context(cadata=trusted)
    return context.wrap_socket(stream, server_hostname="localhost")

@tool()
def talk(ctx: Context, code: str, port: int, trusted: str = "") -> Found:
    """Run a dialogue."""
    space = globals() | {"ctx": ctx, "port": port, "trusted": trusted, "found": None}
    exec(code, space)
    return Found(value=space["found"])

@hookimpl
def llmos_tools():
    return [talk]
'''


class Server:
    """A real server on loopback that serves one connection and remembers how it went."""

    def __init__(self, handler: Handler, wrap: Handler | None = None) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.heard = b""
        self._thread = threading.Thread(target=self._serve, args=(handler, wrap), daemon=True)
        self._thread.start()

    def _serve(self, handler: Handler, wrap: Any) -> None:
        with contextlib.suppress(OSError):
            stream, _ = self._listening.accept()
            with wrap(stream) if wrap else stream as spoken:
                handler(spoken)
                while chunk := spoken.recv(65536):
                    self.heard += chunk

    def hears_the_end(self) -> bytes:
        """What it heard in all, once the other side has ended the connection."""
        self._thread.join(20)
        assert not self._thread.is_alive()
        return self.heard

    def close(self) -> None:
        # A server that nobody came to is woken up.
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(20)


class Wire:
    """A kernel with a plugin that runs dialogues with servers, and the user who is asked."""

    def __init__(self, kernel: Kernel, user: Any = None) -> None:
        self.kernel = kernel
        self.user = user

    def talk(self, server: Server | int, code: str, trusted: str = "") -> Any:
        """What the plugin found when it ran this code, with `port` and `ctx` at hand."""
        port = server if isinstance(server, int) else server.port
        arguments = {"code": code, "port": port, "trusted": trusted}
        request = self.kernel.request("", door="test")
        answer = self.kernel.call(request, Call("wire.talk", arguments))
        assert isinstance(answer.output, Output)
        return answer.output.value["value"]

    def connections(self) -> list[tuple[str, tuple[str, ...]]]:
        """How each connection ended, and what was counted."""
        entries = [one for one in self.kernel.ledger.entries() if one.tool == "wire.connect"]
        assert all(entry.permissions == (NETWORK,) for entry in entries)
        return [(entry.outcome, entry.records) for entry in entries]


@pytest.fixture
def serve() -> Iterator[Serve]:
    servers: list[Server] = []

    def start(handler: Handler = lambda stream: None, wrap: Any = None) -> Server:
        servers.append(Server(handler, wrap))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture(scope="session")
def authority() -> Any:
    """A certificate authority of the tests' own."""
    trustme = pytest.importorskip("trustme", reason="the tests' own certificates need it")
    return trustme.CA()


@pytest.fixture
def trusted(authority: Any) -> str:
    """What a client has to trust."""
    return authority.cert_pem.bytes().decode()


@pytest.fixture
def wrap(authority: Any) -> Handler:
    """Makes a server's side of a stream speak TLS."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(HOST).configure_cert(context)
    return lambda stream: context.wrap_socket(stream, server_side=True)


@pytest.fixture
def asked(install: Install, open_kernel: Callable[..., Kernel], answering: Any) -> Wire:
    """A plugin and a user who says yes to its connections, for once."""
    install("wire", CODE, MANIFEST)
    user = answering(*["once"] * 50)
    return Wire(open_kernel(user), user)


@pytest.fixture
def unasked(install: Install, kernel: Kernel) -> Wire:
    """A plugin with nobody to ask."""
    install("wire", CODE, MANIFEST)
    return Wire(kernel)
