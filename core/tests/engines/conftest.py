"""Weights of real models, where this computer has them, and a server on the loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from llmos.models import Library, find_model


def weights(name: str) -> Path:
    """The weights of a catalogue model; the test is skipped where they are not installed."""
    library, model = Library(), find_model(name)
    if library.status(model).state != "installed":
        pytest.skip(f"{model.id} is not installed; llmos models pull {model.id} fetches it")
    return library.path(model)


@pytest.fixture(scope="session")
def small_weights() -> Path:
    return weights("smollm2-135m-instruct")


@pytest.fixture(scope="session")
def default_weights() -> Path:
    return weights("qwen2.5-coder-1.5b-instruct")


@pytest.fixture(scope="session")
def embedding_weights() -> Path:
    return weights("all-minilm-l6-v2")


class Server:
    """Answers every POST with what `reply` makes of it, and keeps what it was asked."""

    def __init__(self) -> None:
        self.url = ""
        self.paths: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.bodies: list[dict[str, Any]] = []
        self.reply: Callable[[dict[str, Any]], tuple[int, dict[str, str], Any]] = _greeting


def _greeting(body: dict[str, Any]) -> tuple[int, dict[str, str], Any]:
    message = {"role": "assistant", "content": "hello"}
    choice = {"index": 0, "finish_reason": "stop", "message": message}
    answer = {"id": "1", "object": "chat.completion", "created": 0, "model": "m"}
    return 200, {}, {**answer, "choices": [choice]}


@pytest.fixture
def server() -> Iterator[Server]:
    kept = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            kept.paths.append(self.path)
            kept.headers.append({key.lower(): value for key, value in self.headers.items()})
            kept.bodies.append(body)
            status, headers, answer = kept.reply(body)
            data = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(status)
            for key, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.url = f"http://127.0.0.1:{listening.server_port}/v1"
    thread = threading.Thread(target=listening.serve_forever, args=(0.02,))
    thread.start()
    yield kept
    listening.shutdown()
    listening.server_close()
    thread.join()
