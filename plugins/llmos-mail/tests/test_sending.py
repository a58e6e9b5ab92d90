"""Sending in the real kernel and the confined worker, to a real SMTP server on loopback."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest

from llmos.config import edit_config, read_config
from llmos.errors import PermissionDenied, ToolError
from llmos_mail.sending.outbox import Outbox

HOST = "localhost"
GRANTED = ("mail:read", "mail:write", "mail:send", "profile:read")


class Mailbox:
    """What a real SMTP server took; `refuses` is an address that it does not take."""

    def __init__(self) -> None:
        self.letters: list[bytes] = []
        self.recipients: list[list[str]] = []
        self.refuses = ""
        self.hangs_up = False

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, _: Any):
        if address == self.refuses:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append(envelope.content)
        self.recipients.append(envelope.rcpt_tos)
        if self.hangs_up:
            server.transport.abort()
        return "250 OK"


@pytest.fixture(scope="module")
def authority() -> Any:
    """A certificate authority of the tests' own."""
    return pytest.importorskip("trustme").CA()


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def port(mailbox: Mailbox, authority: Any) -> Iterator[int]:
    """The port of a server that wants STARTTLS, then a name and a password."""
    aiosmtpd = pytest.importorskip("aiosmtpd.controller")
    from aiosmtpd.smtp import AuthResult, LoginPassword

    def log_in(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        right = data == LoginPassword(b"mira", b"geheim")
        return AuthResult(success=right, handled=False)

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(HOST).configure_cert(context)
    with socket.create_server(("127.0.0.1", 0)) as held:
        free = held.getsockname()[1]
    server = aiosmtpd.Controller(
        mailbox,
        hostname="127.0.0.1",
        port=free,
        tls_context=context,
        require_starttls=True,
        authenticator=log_in,
        auth_required=True,
    )
    server.start()
    yield free
    server.stop()


@pytest.fixture
def host(llmos_host, letter, maildir, port, authority):
    """A host whose user may send, sits at the terminal and agrees."""
    maildir.add(letter("Hello.", **{"from": "me@example.org", "to": "Bo <bo@example.org>"}))
    account = {
        "address": "me@example.org",
        "host": HOST,
        "port": port,
        "security": "starttls",
        "user": "mira",
        "authority": authority.cert_pem.bytes().decode(),
    }
    host = llmos_host.source("mail", maildir.path).profile("Mira", "me@example.org")
    edit_config(
        host.kernel.home,
        lambda document: document["plugins"]["mail"].update({"settings": {"outgoing": [account]}}),
    )
    host.kernel.config = read_config(host.kernel.home)
    host.granting("mail", *GRANTED).secret("mail", "smtp", "geheim")
    host.kernel.grant("mail", "network:connect", hosts=[f"{HOST}:{port}"])
    return host.confirming()


def kept(maildir: Any, folder: str) -> list[Any]:
    """The mails in a folder."""
    files = sorted((maildir.path / folder / "cur").glob("*"))
    return [message_from_bytes(file.read_bytes(), policy=default) for file in files]


def test_what_is_sent_is_what_was_shown_and_a_copy_is_kept(host, mailbox, maildir):
    output = host.call("mail.send", to=["bo@example.org"], text="I am late.\n.\nSorry")
    (raw,) = mailbox.letters
    mail = message_from_bytes(raw, policy=default)
    assert mailbox.recipients == [["bo@example.org"]]
    assert mail.get_content().splitlines() == ["I am late.", ".", "Sorry"]
    (copy,) = kept(maildir, ".Sent")
    assert copy["Message-ID"] == mail["Message-ID"] == f"<{output.value['message_id']}>"
    (question,) = host.shown
    (_, text, *_) = question.preview
    assert text.text.split() == ["I", "am", "late.", ".", "Sorry"]


def test_a_draft_goes_out_as_it_is_and_is_a_draft_no_longer(host, mailbox, maildir):
    draft = host.call("mail.draft", to=["bo@example.org"], text="Soon").value
    host.call("mail.send", draft=draft["id"])
    assert message_from_bytes(mailbox.letters[0])["Message-ID"] == f"<{draft['message_id']}>"
    assert kept(maildir, ".Drafts") == []
    assert len(kept(maildir, ".Sent")) == 1


def test_attachments_go_out_and_are_shown_first(host, mailbox, maildir):
    notes = {"name": "Notizen für Bo.txt", "text": "Grüße\n.\nPunkt"}
    host.call("mail.send", to=["bo@example.org"], text="Here.", enclose=[notes])
    mail = message_from_bytes(mailbox.letters[0], policy=default)
    (file,) = mail.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("Notizen für Bo.txt", "Grüße\n.\nPunkt")
    rows = [row for block in host.shown[0].preview for row in getattr(block, "rows", [])]
    assert ["Notizen für Bo.txt", "text/plain", "15 bytes"] in rows
    (copy,) = kept(maildir, ".Sent")
    assert copy.as_bytes() == mail.as_bytes()


def test_nothing_is_attached_to_a_draft_on_its_way_out(host, mailbox):
    draft = host.call("mail.draft", to=["bo@example.org"], text="Soon").value
    with pytest.raises(ToolError, match="goes out as it is"):
        host.call("mail.send", draft=draft["id"], enclose=[{"name": "a.txt", "text": "a"}])
    assert mailbox.letters == []


def test_hidden_copies_reach_their_people_and_stand_in_no_header(host, mailbox, maildir):
    raw = (
        b"From: me@example.org\nTo: Bo <bo@example.org>\nBcc: cy@example.org\n"
        b"X-Mozilla-Status: 0001\nSubject: Hi\n\nWords\n"
    )
    maildir.add(raw, folder=".Drafts", flags="DS")
    host.call("mail.send", to=["Bo"])
    assert mailbox.recipients == [["bo@example.org", "cy@example.org"]]
    assert b"cy@" not in mailbox.letters[0]
    assert b"Mozilla" not in mailbox.letters[0]
    assert "cy@example.org" in str(host.shown[0].preview)


def test_one_recipient_that_is_refused_refuses_all_and_it_can_be_tried_again(host, mailbox):
    mailbox.refuses = "cy@example.org"
    draft = host.call("mail.draft", to=["bo@example.org", "cy@example.org"], text="Soon").value
    with pytest.raises(ToolError, match=r"not sent.*cy@example\.org.*no such user"):
        host.call("mail.send", draft=draft["id"])
    assert mailbox.letters == []
    mailbox.refuses = ""
    host.call("mail.send", draft=draft["id"])
    assert len(mailbox.letters) == 1


def test_where_the_server_falls_silent_nobody_knows_and_nothing_is_sent_twice(host, mailbox):
    mailbox.hangs_up = True
    draft = host.call("mail.draft", to=["bo@example.org"], text="Soon").value
    with pytest.raises(ToolError, match="not known"):
        host.call("mail.send", draft=draft["id"])
    mailbox.hangs_up = False
    with pytest.raises(ToolError, match="not known"):
        host.call("mail.send", draft=draft["id"])
    assert len(mailbox.letters) == 1


def test_a_mail_that_was_begun_when_everything_stopped_is_not_sent_again(host, mailbox):
    draft = host.call("mail.draft", to=["bo@example.org"], text="Soon").value
    Outbox(host.kernel.home.plugin_data("mail") / "outbox").begin(draft["message_id"])
    with pytest.raises(ToolError, match="interrupted while it sent"):
        host.call("mail.send", draft=draft["id"])
    assert mailbox.letters == []


def test_a_wrong_password_is_said_and_shown_nowhere(host, mailbox):
    host.secret("mail", "smtp", "falsch")
    with pytest.raises(ToolError, match="does not accept") as error:
        host.call("mail.send", to=["bo@example.org"], text="Hello")
    assert "falsch" not in str(error.value)
    assert mailbox.letters == []


def test_a_server_that_nobody_vouches_for_gets_nothing(host, mailbox, port):
    def untrust(document: Any) -> None:
        document["plugins"]["mail"]["settings"]["outgoing"][0]["authority"] = ""

    edit_config(host.kernel.home, untrust)
    host.kernel.config = read_config(host.kernel.home)
    with pytest.raises(ToolError, match="not safe"):
        host.call("mail.send", to=["bo@example.org"], text="Hello")
    assert mailbox.letters == []


def test_a_grant_for_some_addresses_holds_for_every_recipient_of_a_draft(host, mailbox, scope_of):
    host.call("mail.draft", to=["bo@example.org", "cy@elsewhere.example"], text="Soon")
    host.kernel.revoke("mail", "mail:send")
    host.kernel.grant("mail", "mail:send", scope=scope_of(to=("@example.org",)))
    with pytest.raises(ToolError, match=r"goes to cy@elsewhere\.example"):
        host.call("mail.send", to=["bo@example.org"])
    assert mailbox.letters == []


def test_without_the_permission_to_send_nothing_is_sent(host, mailbox):
    host.kernel.revoke("mail", "mail:send")
    with pytest.raises(PermissionDenied):
        host.call("mail.send", to=["bo@example.org"], text="Hello")
    assert mailbox.letters == []


def test_an_address_without_a_server_is_said_before_anything_else(host, mailbox):
    edit_config(host.kernel.home, lambda document: document["plugins"]["mail"].pop("settings"))
    host.kernel.config = read_config(host.kernel.home)
    with pytest.raises(ToolError, match="knows no server") as error:
        host.call("mail.send", to=["bo@example.org"], text="Hello")
    assert "outgoing" in error.value.hint


@pytest.fixture
def scope_of() -> Callable[..., Any]:
    from llmos.scope import Scope

    return Scope
