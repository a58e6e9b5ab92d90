"""The standard library's mail and web clients, over connections that the kernel handed over."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from typing import Any

import pytest

Serve = Callable[..., Any]
Handler = Callable[[socket.socket], None]
Wire = Any

HOST = "localhost"


def test_smtplib_sends_over_it(asked: Wire, authority: Any, trusted: str) -> None:
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
        asked.talk(server.port, code, trusted)
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


def test_imaplib_reads_over_it(asked: Wire, serve: Serve, wrap: Handler, trusted: str) -> None:
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
    assert asked.talk(serve(imap, wrap), code, trusted) == "OK"


def test_http_client_asks_over_it(asked: Wire, serve: Serve, wrap: Handler, trusted: str) -> None:
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
    assert asked.talk(serve(http, wrap), code, trusted) == [207, "words"]
