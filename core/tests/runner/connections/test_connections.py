"""Connections that the kernel opens for a confined worker: granted, counted, and ended for sure."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest

from llmos.errors import Cancelled, PermissionDenied, ToolError

Serve = Callable[..., Any]
Handler = Callable[[socket.socket], None]
Wire = Any

NETWORK = "network:connect"


def test_tls_is_spoken_through_a_handed_over_stream(
    asked: Wire, serve: Serve, wrap: Handler, trusted: str
) -> None:
    server = serve(lambda stream: stream.sendall(stream.recv(100).upper()), wrap)
    code = """
with wrapped(ctx.connect("localhost", port), trusted) as stream:
    stream.sendall(b"words")
    found = [stream.recv(100).decode(), stream.version()]
"""
    words, version = asked.talk(server, code, trusted)
    assert words == "WORDS"
    assert version.startswith("TLS")
    [(outcome, [counted])] = asked.connections()
    assert outcome == "done"
    received, sent = (int("".join(filter(str.isdigit, part))) for part in counted.split(","))
    assert received > 500, "the certificate alone is longer"
    assert sent > 100


def test_a_certificate_that_nobody_vouches_for_is_refused_by_the_plugins_own_tls(
    asked: Wire, serve: Serve, wrap: Handler, authority: Any
) -> None:
    other = type(authority)().cert_pem.bytes().decode()
    with pytest.raises(ToolError, match="CERTIFICATE_VERIFY_FAILED"):
        asked.talk(serve(wrap=wrap), 'wrapped(ctx.connect("localhost", port), trusted)', other)


def test_bytes_are_counted_both_ways(asked: Wire, serve: Serve) -> None:
    server = serve(lambda stream: stream.sendall(b"seven.."))
    asked.talk(
        server,
        'stream = ctx.connect("localhost", port)\nstream.recv(7)\nstream.sendall(b"abc")',
    )
    assert asked.connections() == [("done", ("received 7, sent 3 bytes",))]


def test_a_host_that_is_not_granted_is_not_reached(unasked: Wire, serve: Serve) -> None:
    server = serve()
    with pytest.raises(PermissionDenied) as denied:
        unasked.talk(server, 'ctx.connect("localhost", port)')
    assert denied.value.plugin == "wire"
    assert denied.value.permissions == (NETWORK,)
    assert NETWORK in denied.value.message
    assert "llmos permissions grant wire network:connect" in denied.value.hint
    assert unasked.connections() == [("refused", ())]
    server.close()
    assert server.hears_the_end() == b""


def test_a_plugin_can_go_on_after_a_refusal_in_words(unasked: Wire, serve: Serve) -> None:
    code = """
try:
    ctx.connect("localhost", port)
except ToolError as error:
    found = str(error)
"""
    assert "not granted" in unasked.talk(serve(), code)


def test_the_question_names_host_and_port(asked: Wire, serve: Serve) -> None:
    server = serve()
    asked.user.answers = ["no"]
    with pytest.raises(PermissionDenied):
        asked.talk(server, 'ctx.connect("LocalHost", port)')
    assert asked.user.questions[0].wants[0].opens == (f"localhost:{server.port}",)


def test_the_servers_end_is_the_plugins_end(asked: Wire, serve: Serve) -> None:
    server = serve(lambda stream: stream.shutdown(socket.SHUT_WR))
    code = """
stream = ctx.connect("localhost", port)
found = stream.recv(10).decode()
stream.sendall(b"still here")
"""
    assert asked.talk(server, code) == ""
    assert server.hears_the_end() == b"still here"


def test_the_plugins_end_is_the_servers_end_while_the_tool_goes_on(
    asked: Wire, serve: Serve
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
    assert asked.talk(first, code) == "ended"


def tell_when(ended: threading.Event, stream: socket.socket) -> None:
    ended.wait(20)
    stream.sendall(b"ended" if ended.is_set() else b"late")


def test_what_was_sent_last_still_arrives(asked: Wire, serve: Serve) -> None:
    server = serve()
    asked.talk(server, 'ctx.connect("localhost", port).sendall(b"x" * 3_000_000)')
    assert len(server.hears_the_end()) == 3_000_000


def test_a_stream_that_is_kept_is_dead_when_the_call_is_over(asked: Wire, serve: Serve) -> None:
    server = serve(lambda stream: stream.sendall(b"hello"))
    keep = 'kept.append(ctx.connect("localhost", port))\nfound = kept[0].recv(5).decode()'
    assert asked.talk(server, keep) == "hello"
    assert server.hears_the_end() == b""
    use = """
found = [kept[0].recv(5).decode()]
try:
    kept[0].sendall(b"more")
except OSError as error:
    found.append(type(error).__name__)
"""
    assert asked.talk(0, use) == ["", "BrokenPipeError"]


def test_a_server_that_never_ends_a_connection_holds_no_call_up(asked: Wire, serve: Serve) -> None:
    over, waited_for = threading.Event(), threading.Event()

    def hold_on(stream: socket.socket) -> None:
        if not over.wait(20):
            waited_for.set()

    server = serve(hold_on)
    asked.talk(server, 'ctx.connect("localhost", port)')
    over.set()
    server.hears_the_end()
    assert not waited_for.is_set()


def test_ctrl_c_during_a_read_ends_tool_and_connection(
    asked: Wire, serve: Serve, wrap: Handler, trusted: str
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
        asked.talk(server, code, trusted)
    server.hears_the_end()
    assert [outcome for outcome, _ in asked.connections()] == ["done"]
    assert [entry.outcome for entry in asked.kernel.ledger.entries()] == ["done", "cancelled"]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ('"localhost", 1', "localhost:1 cannot be reached"),
        ('"localhost", 70000', "localhost:70000 cannot be reached"),
        ('"no..host", 80', "no..host:80 cannot be reached"),
        ('"a\\0b", 80', "cannot be reached"),
    ],
)
def test_a_host_that_cannot_be_reached_is_a_sentence(asked: Wire, place: str, words: str) -> None:
    with pytest.raises(ToolError) as failed:
        asked.talk(0, f"ctx.connect({place})")
    assert words in failed.value.message
    assert asked.connections() == [("failed", ())]


def test_one_call_cannot_open_connections_without_end(asked: Wire, serve: Serve) -> None:
    ports = [serve().port for _ in range(17)]
    code = f'for port in {ports}: kept.append(ctx.connect("localhost", port))'
    with pytest.raises(ToolError, match="16 connections"):
        asked.talk(0, code)
    assert [outcome for outcome, _ in asked.connections()] == ["done"] * 16


def test_a_system_that_cannot_hand_over_streams_says_so(
    asked: Wire, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(socket, "send_fds")
    with pytest.raises(ToolError, match="no way to hand a connection"):
        asked.talk(serve(), 'ctx.connect("localhost", port)')
    assert asked.connections() == []
