"""Digest authentication: the examples of RFC 7616, and a server that takes nothing else."""

from __future__ import annotations

import re
import socket
import threading
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from llmos_calendar.remote.digest import Digest
from llmos_calendar.remote.wire import Wire

_NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"
_MARK = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
_OPAQUE = "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"


def challenge(algorithm):
    return (
        f'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={algorithm}, '
        f'nonce="{_NONCE}", opaque="{_OPAQUE}"'
    )


@pytest.mark.parametrize(
    ("algorithm", "response"),
    [
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
    ],
)
def test_the_examples_of_the_standard(algorithm, response):
    digest = Digest.of(challenge(algorithm))
    told = digest.answer("Mufasa", "Circle of Life", "GET", "/dir/index.html", _MARK)
    assert f'response="{response}"' in told
    assert f'opaque="{_OPAQUE}"' in told
    assert "qop=auth, nc=00000001" in told
    assert "nc=00000002" in digest.answer("Mufasa", "Circle of Life", "GET", "/", _MARK)


def test_the_strongest_of_several_challenges_is_answered():
    header = f'Basic realm="x", {challenge("MD5")}, {challenge("SHA-256")}'
    assert Digest.of(header).algorithm == "SHA-256"


@pytest.mark.parametrize(
    "header",
    [
        "",
        'Basic realm="x"',
        'Digest realm="x", algorithm=SHA-1024, nonce="y"',
        'Digest realm="x", nonce="y", qop="auth-int"',
        'Digest realm="x"',
        'Digest realm="' + "x=" * 20_000,
    ],
)
def test_what_cannot_be_answered_is_none(header):
    assert Digest.of(header) is None


class _Server(BaseHTTPRequestHandler):
    """Takes Digest with SHA-256 from one user, each nonce for two requests."""

    protocol_version = "HTTP/1.1"
    nonce, served, seen = 0, 0, []

    def do_PUT(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        told = self.headers.get("Authorization", "")
        type(self).seen.append(told.partition(" ")[0])
        code = 200 if self._fits(told) else 401
        self.send_response(code)
        if code == 401:
            type(self).nonce += 1
            type(self).served = 0
            self.send_header("WWW-Authenticate", 'Basic realm="other"')
            header = f'Digest realm="home", nonce="n{self.nonce}", qop="auth", algorithm=SHA-256'
            self.send_header("WWW-Authenticate", header)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _fits(self, told):
        parts = {name: value.strip('"') for name, value in re.findall(r'(\w+)=("[^"]*"|\w+)', told)}
        if parts.get("nonce") != f"n{self.nonce}" or self.served == 2:
            return False
        type(self).served += 1
        secret = sha256(b"mira:home:s\xc3\xa9cret").hexdigest()
        asked = sha256(f"PUT:{self.path}".encode()).hexdigest()
        line = f"{secret}:{parts['nonce']}:{parts['nc']}:{parts['cnonce']}:auth:{asked}"
        return parts["response"] == sha256(line.encode()).hexdigest()

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def port():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    _Server.nonce, _Server.served, _Server.seen = 0, 0, []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def wire(port, password):
    home = f"http://127.0.0.1:{port}/"
    return Wire(lambda h, p: socket.create_connection((h, p)), home, "mira", lambda: password)


def test_a_server_that_takes_only_digest_is_served_also_after_its_nonce_is_used_up(port):
    session = wire(port, "sécret")
    answers = [session.request("PUT", f"http://127.0.0.1:{port}/a?b=1", b"x") for _ in range(4)]
    session.close()
    assert [one.status_code for one in answers] == [200] * 4
    assert [one.content for one in answers] == [b"x"] * 4
    assert _Server.seen[1:] == ["Digest"] * 5


def test_a_wrong_password_is_tried_once_and_then_refused(port):
    session = wire(port, "wrong")
    answer = session.request("PUT", f"http://127.0.0.1:{port}/a", b"x")
    session.close()
    assert answer.status_code == 401
    assert len(_Server.seen) == 2


def test_another_server_gets_no_answer_to_its_challenge(port):
    session = Wire(
        lambda h, p: socket.create_connection((h, p)),
        "https://home.example.org/",
        "mira",
        lambda: pytest.fail("the password was asked for"),
    )
    answer = session.request("PUT", f"http://127.0.0.1:{port}/a", b"x")
    session.close()
    assert answer.status_code == 401
    assert _Server.seen == [""]
