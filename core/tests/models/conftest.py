"""A package index of one's own on the loopback, with wheels made on the spot, and small models."""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from llmos.models import File, Library, Model, Part

Publish = Callable[..., Model]


class PackageIndex:
    """What the index offers, how it misbehaves, and what it was asked."""

    def __init__(self) -> None:
        self.wheels: dict[str, bytes] = {}
        self.hashes: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.speaks = "json"
        self.understands_ranges = True
        self.next_statuses: list[int] = []
        self.next_cuts: list[int] = []
        self.asked: list[str] = []
        self.ranges: list[str | None] = []
        self.authorizations: list[str | None] = []
        self.sent = 0
        self.url = ""

    def offer(self, distribution: str, version: str, members: dict[str, bytes]) -> bytes:
        """Put a wheel with these members on the index."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        name = f"{distribution.replace('-', '_')}-{version}-py3-none-any.whl"
        self.wheels[name] = buffer.getvalue()
        self.hashes[name] = hashlib.sha256(self.wheels[name]).hexdigest()
        return self.wheels[name]

    def page(self, project: str) -> tuple[str, bytes] | None:
        """The project's page in the form that this index speaks."""
        start = project.replace("-", "_") + "-"
        names = [name for name in self.wheels if name.startswith(start)]
        if not names:
            return None
        links = {name: self.links.get(name, f"/files/{name}") for name in names}
        if self.speaks == "json":
            files = [
                {"filename": name, "url": link, "hashes": self._hashes(name)}
                for name, link in links.items()
            ]
            page = {"meta": {"api-version": "1.1"}, "name": project, "files": files}
            return "application/vnd.pypi.simple.v1+json", json.dumps(page).encode()
        return "text/html", "".join(self._anchor(name, links[name]) for name in names).encode()

    def _hashes(self, name: str) -> dict[str, str]:
        return {"sha256": self.hashes[name]} if self.hashes[name] else {}

    def _anchor(self, name: str, link: str) -> str:
        end = f"#sha256={self.hashes[name]}" if self.hashes[name] else ""
        return f'<a href="{link}{end}">{name}</a>'


def _handler(index: PackageIndex) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            index.asked.append(path)
            index.authorizations.append(self.headers["Authorization"])
            status = index.next_statuses.pop(0) if index.next_statuses else 200
            kind, _, name = path.strip("/").partition("/")
            if status != 200:
                self.send_error(status)
            elif kind == "simple" and (page := index.page(name.strip("/"))):
                self._answer(200, page[1], {"Content-Type": page[0]})
            elif kind == "files" and name in index.wheels:
                self._send_wheel(index.wheels[name])
            else:
                self.send_error(404)

        def _send_wheel(self, content: bytes) -> None:
            wanted = self.headers["Range"]
            index.ranges.append(wanted)
            start = 0
            if wanted and index.understands_ranges:
                start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            if start and start >= len(content):
                self.send_error(416)
                return
            part = content[start:]
            cut = index.next_cuts.pop(0) if index.next_cuts else len(part)
            index.sent += len(part[:cut])
            self._answer(206 if start else 200, part, {}, cut)

        def _answer(
            self, status: int, body: bytes, headers: dict[str, str], cut: int | None = None
        ) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[:cut])

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that was killed in the middle is what the tests are about."""


@pytest.fixture
def serve() -> Iterator[Callable[..., PackageIndex]]:
    """Start package indexes; they stop with the test. `wrap` makes the socket a TLS one."""
    servers = []

    def start(wrap: Callable[..., object] = lambda socket: socket, scheme: str = "http"):
        index = PackageIndex()
        server = _Server(("127.0.0.1", 0), _handler(index))
        server.socket = wrap(server.socket)
        index.url = f"{scheme}://127.0.0.1:{server.server_port}/simple"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        servers.append((server, thread))
        return index

    yield start
    for server, thread in servers:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The developer's own indexes, proxies and certificates stay out of the tests."""
    for name in list(os.environ):
        known = name.startswith(("PIP_", "UV_")) or name.lower().endswith("_proxy")
        if known or name in {"REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("HOME", str(tmp_path / "user"))  # where a .netrc could lie


@pytest.fixture
def index(serve: Callable[[], PackageIndex], monkeypatch: pytest.MonkeyPatch) -> PackageIndex:
    """The user's package index."""
    started = serve()
    monkeypatch.setenv("PIP_INDEX_URL", started.url)
    return started


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """An empty library."""
    return Library(tmp_path / "models")


@pytest.fixture
def publish(index: PackageIndex) -> Publish:
    """Put a model on the index: one wheel for each piece of its content."""

    def make(files: dict[str, list[bytes]] | None = None, on: PackageIndex = index) -> Model:
        files = files or {"tiny.gguf": pieces(3)}
        return Model(
            id="tiny",
            role="language",
            title="A model of random bytes",
            license="none",
            origin="a test",
            memory=1,
            context=1,
            files=tuple(_file(on, name, content) for name, content in files.items()),
        )

    return make


def _file(index: PackageIndex, name: str, content: list[bytes]) -> File:
    stem = name.partition(".")[0]
    parts = []
    for number, piece in enumerate(content, 1):
        distribution, member = f"{stem}-part{number}", f"{stem}/part{number}.bin"
        wheel = index.offer(distribution, "1.0", {member: piece, f"{stem}/__init__.py": b"1 / 0"})
        parts.append(Part(distribution, "1.0", member, len(wheel)))
    whole = b"".join(content)
    return File(name, len(whole), hashlib.sha256(whole).hexdigest(), tuple(parts))


def pieces(count: int, size: int = 600_000) -> list[bytes]:
    """Pieces of content that do not compress, the same on every run."""
    source = random.Random(7)
    return [source.randbytes(size) for _ in range(count)]


@pytest.fixture
def content() -> bytes:
    """What the model that `publish` makes by default consists of."""
    return b"".join(pieces(3))
