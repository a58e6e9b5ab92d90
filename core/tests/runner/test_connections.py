"""Connections that the kernel opens for a confined worker: granted, counted, and ended for sure."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from llmos.blocks import Output
from llmos.calls import Call
from llmos.errors import Cancelled, PermissionDenied, ToolError
from llmos.kernel import Kernel

pytest.importorskip("trustme", reason="the tests' own certificates need it")

import trustme  # noqa: E402  # only where it is installed

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
def authority() -> trustme.CA:
    """A certificate authority of the tests' own."""
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA) -> str:
    """What a client has to trust."""
    return authority.cert_pem.bytes().decode()


@pytest.fixture
def wrap(authority: trustme.CA) -> Handler:
    """Makes a server's side of a stream speak TLS."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(HOST).configure_cert(context)
    return lambda stream: context.wrap_socket(stream, server_side=True)


@pytest.fixture
def asked(install: Install, open_kernel: Callable[..., Kernel], answering: Any) -> Kernel:
    """A kernel whose user says yes to connections, for once."""
    install("wire", CODE, MANIFEST)
    return open_kernel(answering(*["once"] * 50))


@pytest.fixture
def unasked(install: Install, kernel: Kernel) -> Kernel:
    """A kernel with nobody to ask."""
    install("wire", CODE, MANIFEST)
    return kernel


def talk(kernel: Kernel, server: Server | int, code: str, trusted: str = "") -> Any:
    port = server if isinstance(server, int) else server.port
    arguments = {"code": code, "port": port, "trusted": trusted}
    answer = kernel.call(kernel.request("", door="test"), Call("wire.talk", arguments))
    assert isinstance(answer.output, Output)
    return answer.output.value["value"]


def connections(kernel: Kernel) -> list[tuple[str, tuple[str, ...]]]:
    entries = [entry for entry in kernel.ledger.entries() if entry.tool == "wire.connect"]
    assert all(entry.permissions == (NETWORK,) for entry in entries)
    return [(entry.outcome, entry.records) for entry in entries]


def test_tls_is_spoken_through_a_handed_over_stream(
    asked: Kernel, serve: Serve, wrap: Handler, trusted: str
) -> None:
    server = serve(lambda stream: stream.sendall(stream.recv(100).upper()), wrap)
    code = """
with wrapped(ctx.connect("localhost", port), trusted) as stream:
    stream.sendall(b"words")
    found = [stream.recv(100).decode(), stream.version()]
"""
    words, version = talk(asked, server, code, trusted)
    assert words == "WORDS"
    assert version.startswith("TLS")
    [(outcome, [counted])] = connections(asked)
    assert outcome == "done"
    received, sent = (int("".join(filter(str.isdigit, part))) for part in counted.split(","))
    assert received > 500, "the certificate alone is longer"
    assert sent > 100


def test_a_certificate_that_nobody_vouches_for_is_refused_by_the_plugins_own_tls(
    asked: Kernel, serve: Serve, wrap: Handler
) -> None:
    other = trustme.CA().cert_pem.bytes().decode()
    with pytest.raises(ToolError, match="CERTIFICATE_VERIFY_FAILED"):
        talk(asked, serve(wrap=wrap), 'wrapped(ctx.connect("localhost", port), trusted)', other)


def test_bytes_are_counted_both_ways(asked: Kernel, serve: Serve) -> None:
    server = serve(lambda stream: stream.sendall(b"seven.."))
    talk(
        asked,
        server,
        'stream = ctx.connect("localhost", port)\nstream.recv(7)\nstream.sendall(b"abc")',
    )
    assert connections(asked) == [("done", ("received 7, sent 3 bytes",))]


def test_a_host_that_is_not_granted_is_not_reached(unasked: Kernel, serve: Serve) -> None:
    server = serve()
    with pytest.raises(PermissionDenied) as denied:
        talk(unasked, server, 'ctx.connect("localhost", port)')
    assert denied.value.plugin == "wire"
    assert denied.value.permissions == (NETWORK,)
    assert NETWORK in denied.value.message
    assert "llmos permissions grant wire network:connect" in denied.value.hint
    assert connections(unasked) == [("refused", ())]
    server.close()
    assert server.hears_the_end() == b""


def test_a_plugin_can_go_on_after_a_refusal_in_words(unasked: Kernel, serve: Serve) -> None:
    code = """
try:
    ctx.connect("localhost", port)
except ToolError as error:
    found = str(error)
"""
    assert "not granted" in talk(unasked, serve(), code)


def test_the_question_names_host_and_port(
    install: Install, open_kernel: Callable[..., Kernel], answering: Any, serve: Serve
) -> None:
    install("wire", CODE, MANIFEST)
    user = answering("no")
    server = serve()
    with pytest.raises(PermissionDenied):
        talk(open_kernel(user), server, 'ctx.connect("LocalHost", port)')
    assert user.questions[0].wants[0].opens == (f"localhost:{server.port}",)


def test_the_servers_end_is_the_plugins_end(asked: Kernel, serve: Serve) -> None:
    server = serve(lambda stream: stream.shutdown(socket.SHUT_WR))
    code = """
stream = ctx.connect("localhost", port)
found = stream.recv(10).decode()
stream.sendall(b"still here")
"""
    assert talk(asked, server, code) == ""
    assert server.hears_the_end() == b"still here"


def test_the_plugins_end_is_the_servers_end_while_the_tool_goes_on(
    asked: Kernel, serve: Serve
) -> None:
    ended = threading.Event()

    def wait_for_the_end(stream: socket.socket) -> None:
        assert stream.recv(10) == b""
        ended.set()

    first, second = serve(wait_for_the_end), serve(lambda stream: tell_when(ended, stream))
    code = f"""
ctx.connect("localhost", port).close()
found = ctx.connect("localhost", {second.port}).recv(10).decode()
"""
    assert talk(asked, first, code) == "ended"


def tell_when(ended: threading.Event, stream: socket.socket) -> None:
    ended.wait(20)
    stream.sendall(b"ended" if ended.is_set() else b"late")


def test_what_was_sent_last_still_arrives(asked: Kernel, serve: Serve) -> None:
    server = serve()
    talk(asked, server, 'ctx.connect("localhost", port).sendall(b"x" * 3_000_000)')
    assert len(server.hears_the_end()) == 3_000_000


def test_a_stream_that_is_kept_is_dead_when_the_call_is_over(asked: Kernel, serve: Serve) -> None:
    server = serve(lambda stream: stream.sendall(b"hello"))
    keep = 'kept.append(ctx.connect("localhost", port))\nfound = kept[0].recv(5).decode()'
    assert talk(asked, server, keep) == "hello"
    assert server.hears_the_end() == b""
    use = """
found = [kept[0].recv(5).decode()]
try:
    kept[0].sendall(b"more")
except OSError as error:
    found.append(type(error).__name__)
"""
    assert talk(asked, 0, use) == ["", "BrokenPipeError"]


def test_ctrl_c_during_a_read_ends_tool_and_connection(
    asked: Kernel, serve: Serve, wrap: Handler, trusted: str
) -> None:
    def press_ctrl_c(stream: socket.socket) -> None:
        stream.recv(10)
        os.kill(os.getpid(), signal.SIGINT)

    server = serve(press_ctrl_c, wrap)
    code = """
stream = wrapped(ctx.connect("localhost", port), trusted)
stream.sendall(b"hello")
stream.recv(10)
"""
    with pytest.raises(Cancelled):
        talk(asked, server, code, trusted)
    server.hears_the_end()
    assert [outcome for outcome, _ in connections(asked)] == ["done"]
    assert [entry.outcome for entry in asked.ledger.entries()] == ["done", "cancelled"]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ('"localhost", 1', "localhost:1 cannot be reached"),
        ('"localhost", 70000', "localhost:70000 cannot be reached"),
        ('"no..host", 80', "no..host:80 cannot be reached"),
        ('"a\\0b", 80', "cannot be reached"),
    ],
)
def test_a_host_that_cannot_be_reached_is_a_sentence(asked: Kernel, place: str, words: str) -> None:
    with pytest.raises(ToolError) as failed:
        talk(asked, 0, f"ctx.connect({place})")
    assert words in failed.value.message
    assert connections(asked) == [("failed", ())]


def test_one_call_cannot_open_connections_without_end(asked: Kernel, serve: Serve) -> None:
    ports = [serve().port for _ in range(17)]
    code = f'for port in {ports}: kept.append(ctx.connect("localhost", port))'
    with pytest.raises(ToolError, match="16 connections"):
        talk(asked, 0, code)
    assert [outcome for outcome, _ in connections(asked)] == ["done"] * 16


def test_a_system_that_cannot_hand_over_streams_says_so(
    asked: Kernel, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(socket, "send_fds")
    with pytest.raises(ToolError, match="no way to hand a connection"):
        talk(asked, serve(), 'ctx.connect("localhost", port)')
    assert connections(asked) == []


def test_smtplib_sends_over_it(asked: Kernel, authority: trustme.CA, trusted: str) -> None:
    controller = pytest.importorskip("aiosmtpd.controller")
    handler = Mailbox()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(HOST).configure_cert(context)
    server = controller.Controller(
        handler, hostname="127.0.0.1", port=free_port(), tls_context=context, require_starttls=True
    )
    server.start()
    code = """
class Smtp(smtplib.SMTP):
    def _get_socket(self, host, port, timeout):
        return ctx.connect(host, port)

letter = EmailMessage()
letter["From"], letter["To"], letter["Subject"] = "ada@example.org", "bea@example.org", "Words"
letter.set_content("The words.")
with Smtp("localhost", port, local_hostname="localhost") as smtp:
    smtp.starttls(context=ssl.create_default_context(cadata=trusted))
    smtp.send_message(letter)
"""
    try:
        talk(asked, server.port, code, trusted)
    finally:
        server.stop()
    assert b"The words." in handler.letters[0]


class Mailbox:
    """Keeps what a real SMTP server took."""

    def __init__(self) -> None:
        self.letters: list[bytes] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append(envelope.content)
        return "250 OK"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


def test_imaplib_reads_over_it(asked: Kernel, serve: Serve, wrap: Handler, trusted: str) -> None:
    def imap(stream: socket.socket) -> None:
        stream.sendall(b"* OK ready\r\n")
        for line in stream.makefile("rb"):
            tag, command, *_ = line.decode().split()
            told = {"CAPABILITY": "* CAPABILITY IMAP4rev1\r\n", "LOGOUT": "* BYE\r\n"}
            stream.sendall(f"{told.get(command, '')}{tag} OK {command}\r\n".encode())

    code = """
class Imap(imaplib.IMAP4):
    def _create_socket(self, timeout):
        return wrapped(ctx.connect(self.host, self.port), trusted)

with Imap("localhost", port) as imap:
    found = imap.login("ada", "secret")[0]
"""
    assert talk(asked, serve(imap, wrap), code, trusted) == "OK"


def test_http_client_asks_over_it(asked: Kernel, serve: Serve, wrap: Handler, trusted: str) -> None:
    def http(stream: socket.socket) -> None:
        stream.recv(65536)
        stream.sendall(b"HTTP/1.1 207 Multi-Status\r\nContent-Length: 5\r\n\r\nwords")

    code = """
client = http.client.HTTPConnection("localhost", port)
client.sock = wrapped(ctx.connect("localhost", port), trusted)
client.request("PROPFIND", "/calendars/", headers={"Depth": "1"})
answer = client.getresponse()
found = [answer.status, answer.read().decode()]
"""
    assert talk(asked, serve(http, wrap), code, trusted) == [207, "words"]
