"""Real CalDAV servers on loopback, started by the tests that use them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

_TRIES = 400


class Server:
    """A CalDAV server in a process of its own, with one calendar."""

    def __init__(self, name: str, port: int, calendar: str, process: Any) -> None:
        self.name = name
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.calendar = f"{self.url}{calendar}"
        self._process = process

    def ask(self, method: str, url: str, body: bytes = b"", **headers: str) -> bytes:
        """Speak to it as another program does."""
        wanted = urllib.request.Request(url, data=body or None, method=method)
        wanted.add_header("Authorization", "Basic bWlyYTpzZWNyZXQ=")
        for header, value in headers.items():
            wanted.add_header(header.replace("_", "-"), value)
        with urllib.request.urlopen(wanted, timeout=20) as answer:
            told: bytes = answer.read()
            return told

    def put(self, name: str, raw: bytes) -> None:
        """Put an event into its calendar."""
        self.ask("PUT", f"{self.calendar}{name}", raw, Content_Type="text/calendar")

    def get(self, name: str) -> bytes:
        """An event as the server gives it."""
        return self.ask("GET", f"{self.calendar}{name}")

    def delete(self, name: str) -> None:
        """Take an event out."""
        self.ask("DELETE", f"{self.calendar}{name}")

    def stop(self) -> None:
        """End the process."""
        self._process.terminate()
        self._process.wait(20)


Start = Callable[[str], Server]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a server by its name."""
    running: list[Server] = []

    def begin(name: str) -> Server:
        server = {"radicale": _radicale, "xandikos": _xandikos}[name](tmp_path / name)
        running.append(server)
        return server

    yield begin
    for server in running:
        server.stop()


@pytest.fixture(params=["radicale", "xandikos"])
def server(request: pytest.FixtureRequest, start: Start) -> Server:
    """Each of the servers."""
    return start(str(request.param))


def _radicale(folder: Path) -> Server:
    pytest.importorskip("radicale", reason="the tests start a real Radicale")
    port = _free_port()
    options = [
        f"--server-hosts=127.0.0.1:{port}",
        f"--storage-filesystem-folder={folder}",
        "--auth-type=none",
        "--rights-type=authenticated",
        "--logging-level=error",
    ]
    process = _process(["-m", "radicale", *options], folder)
    server = Server("radicale", port, "/mira/home/", process)
    _wait(port)
    server.ask("MKCALENDAR", server.calendar)
    return server


def _xandikos(folder: Path) -> Server:
    pytest.importorskip("xandikos", reason="the tests start a real xandikos")
    port = _free_port()
    options = ["serve", "-d", str(folder), "--defaults", "-l", "127.0.0.1", "-p", str(port)]
    process = _process(["-m", "xandikos", *options], folder)
    _wait(port)
    return Server("xandikos", port, "/user/calendars/calendar/", process)


def _process(arguments: list[str], folder: Path) -> Any:
    folder.mkdir(parents=True)
    log = (folder.parent / f"{folder.name}.log").open("wb")
    with log:
        return subprocess.Popen(
            [sys.executable, *arguments],
            stdout=log,
            stderr=log,
            env={**os.environ, "HOME": str(folder.parent)},
        )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


def _wait(port: int) -> None:
    """Until the server answers; each try waits as long as a connection takes to be refused."""
    import select

    for _ in range(_TRIES):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        select.select([], [], [], 0.05)
    raise AssertionError("the server does not start")
