"""A real IMAP server on this machine, for as long as a test runs, and a second way into it."""

from __future__ import annotations

import imaplib
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from llmos_mail.index.update import Connect
from llmos_mail.remote.client import session
from llmos_mail.remote.server import Server

USER, PASSWORD = "ada@example.org", "correct horse"

_START = "from pymap.main import main; main()"
_MOST_TRIES = 400
_BETWEEN_TRIES = 0.05


class ImapServer:
    """A running server, and the user who fills it with another program."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.asked_for: list[str] = []

    @contextmanager
    def elsewhere(self) -> Iterator[imaplib.IMAP4]:
        """The user's other mail program, which may change things."""
        with imaplib.IMAP4("127.0.0.1", self.port) as program:
            program.login(USER, PASSWORD)
            yield program

    def deliver(self, raw: bytes, folder: str = "INBOX", flags: str = "") -> None:
        """Put a message into a folder."""
        with self.elsewhere() as program:
            program.create(folder)
            assert program.append(folder, flags, None, raw)[0] == "OK"  # type: ignore[arg-type]

    def flags(self, folder: str = "INBOX") -> list[bytes]:
        """The flags of all messages, as the server tells them."""
        with self.elsewhere() as program:
            program.select(folder, readonly=True)
            return [bytes(line) for line in program.fetch("1:*", "(FLAGS)")[1] if line]

    @contextmanager
    def session(self, password: str = PASSWORD) -> Iterator[Server]:
        """What the plugin opens."""
        stream = socket.create_connection
        with session(
            lambda: stream(("127.0.0.1", self.port)),
            "127.0.0.1",
            USER,
            lambda: password,
            security="none",
        ) as client:
            yield Server(client)


@pytest.fixture
def imap(tmp_path: Path) -> Iterator[ImapServer]:
    """An empty mailbox on a server."""
    with serving("--no-tls") as port:
        yield ImapServer(port)


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[tuple[int, Any]]:
    """A server that speaks TLS after STARTTLS, and who vouches for it."""
    trustme = pytest.importorskip("trustme")
    authority = trustme.CA()
    certificate = authority.issue_cert("localhost", "127.0.0.1")
    certificate.private_key_and_cert_chain_pem.write_to_path(tmp_path / "server.pem")
    pem = str(tmp_path / "server.pem")
    with serving("--cert", pem, "--key", pem) as port:
        yield port, authority


@contextmanager
def serving(*options: str) -> Iterator[int]:
    """A server with these options, on a port of its own."""
    pytest.importorskip("pymap")
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = int(held.getsockname()[1])
    command = [sys.executable, "-c", _START, "--host", "127.0.0.1", "--port", str(port), *options]
    command += ["dict", "--demo-user", USER, "--demo-password", PASSWORD]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        _wait_for(process, port)
        yield port
    finally:
        process.kill()
        process.wait()


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(_MOST_TRIES):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            try:
                process.wait(_BETWEEN_TRIES)
            except subprocess.TimeoutExpired:
                continue
            break
    raise AssertionError("the IMAP server did not start")


@pytest.fixture
def remote(imap: ImapServer) -> dict[Path, Callable[[], object]]:
    """How an update reaches the server."""
    connect: Connect = imap.session
    return {ACCOUNT: connect}


ACCOUNT = Path("127.0.0.1", USER)
