"""Killed while a mail goes out: never is it sent twice.

The plugin's process outlives llmos for a moment. If it still learns that the server took nothing,
it notes that the mail was not sent, and it can be sent; if not, nobody knows, and that is said.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from llmos.config import edit_config, read_config
from llmos.errors import ToolError

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")

SEND = """
import sys
from pathlib import Path
from llmos.calls import Call
from llmos.config import Home
from llmos.kernel import Kernel

class Willing:
    def ask(self, question): return "no"
    def confirm(self, question): return True
    def show(self, question): pass
    def hold(self, question, seconds): pass
    def choose(self, choice): return None

home, draft = sys.argv[1:]
with Kernel(Home.at(Path(home)), asker=Willing(), engines=lambda: None) as kernel:
    kernel.call(kernel.request(draft, door="test"), Call("mail.send", {"draft": draft}))
print("sent")
"""


class Deadly:
    """A real SMTP server that kills its client at one command, and keeps what it was given."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.moment = ""
        self.letters: list[bytes] = []
        self.victim: subprocess.Popen[str] | None = None

    def kill_at(self, moment: str) -> None:
        if moment == self.moment and self.victim is not None:
            self.moment = ""
            os.killpg(self.victim.pid, signal.SIGKILL)

    async def handle_MAIL(self, server: Any, _: Any, envelope: Any, address: str, options: Any):
        self.kill_at("MAIL")
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, _: Any, envelope: Any, address: str, options: Any):
        self.kill_at("RCPT")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _: Any, envelope: Any) -> str:
        self.letters.append(envelope.content)
        self.kill_at("DATA")
        return "250 OK"


@pytest.fixture
def server() -> Iterator[Deadly]:
    aiosmtpd = pytest.importorskip("aiosmtpd.controller")
    with socket.create_server(("127.0.0.1", 0)) as held:
        handler = Deadly(held.getsockname()[1])
    running = aiosmtpd.Controller(handler, hostname="127.0.0.1", port=handler.port)
    running.start()
    yield handler
    running.stop()


@pytest.fixture
def host(llmos_host, maildir, server):
    host = llmos_host.source("mail", maildir.path).profile("Mira", "me@example.org")
    account = {"address": "me@example.org", "host": "127.0.0.1", "port": server.port}
    settings = {"outgoing": [{**account, "security": "none"}]}
    edit_config(
        host.kernel.home,
        lambda document: document["plugins"]["mail"].update({"settings": settings}),
    )
    host.kernel.config = read_config(host.kernel.home)
    host.granting("mail", "mail:read", "mail:write", "mail:send", "profile:read")
    host.kernel.grant("mail", "network:connect", hosts=[f"127.0.0.1:{server.port}"])
    return host.confirming()


@pytest.mark.parametrize("moment", ["MAIL", "RCPT", "DATA"])
def test_a_mail_is_never_sent_twice_wherever_llmos_was_killed(host, server, moment):
    draft = host.call("mail.draft", to=["bo@example.org"], text="Soon").value["id"]
    server.moment = moment
    command = [sys.executable, "-c", SEND, str(host.kernel.home.data), draft]
    server.victim = subprocess.Popen(
        command, start_new_session=True, stdout=subprocess.PIPE, text=True
    )
    assert server.victim.communicate()[0] == ""
    assert server.victim.returncode == -signal.SIGKILL
    before = len(server.letters)
    if refused := refusal(host, draft):
        assert "interrupted while it sent this mail" in refused
        assert len(server.letters) == before == (moment == "DATA")
    else:
        assert (before, len(server.letters)) == (0, 1)


def refusal(host, draft):
    """Why a draft was not sent; empty if it was."""
    try:
        host.call("mail.send", draft=draft)
    except ToolError as error:
        return error.message
    return ""
