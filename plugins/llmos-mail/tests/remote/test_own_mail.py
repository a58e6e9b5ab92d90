"""Drafts of somebody whose mail lies on a server only: saved there, undone, no other touched."""

from __future__ import annotations

import socket
from email import message_from_bytes
from email.policy import default

import pytest

from llmos.config import edit_config, read_config
from llmos_mail.sending.maildir import digest_of

from .conftest import PASSWORD, USER


class Taking:
    """A real SMTP server that keeps what it is given."""

    def __init__(self) -> None:
        self.letters: list[bytes] = []

    async def handle_DATA(self, server, session, envelope) -> str:
        self.letters.append(envelope.content)
        return "250 OK"


@pytest.fixture
def smtp():
    """Such a server, and its port."""
    aiosmtpd = pytest.importorskip("aiosmtpd.controller")
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    taking = Taking()
    running = aiosmtpd.Controller(taking, hostname="127.0.0.1", port=port)
    running.start()
    yield taking, port
    running.stop()


@pytest.fixture
def host(llmos_host, imap, letter):
    """A host that knows an account and no source, whose user may write drafts."""
    imap.deliver(
        letter(
            "Will you sign?",
            subject="Lease",
            message_id="<q@example.org>",
            to=USER,
            **{"from": "Karen <karen@lets.example>"},
        )
    )
    account = {"user": USER, "host": "127.0.0.1", "port": imap.port, "security": "none"}

    def edit(document) -> None:
        document["plugins"] = {"mail": {"settings": {"accounts": [account]}}}

    edit_config(llmos_host.kernel.home, edit)
    llmos_host.kernel.config = type(llmos_host)(llmos_host.kernel.home).kernel.config
    host = llmos_host.profile("Ada", USER).secret("mail", "imap", PASSWORD)
    host.granting("mail", "mail:read", "mail:write", "profile:read")
    host.kernel.grant("mail", "network:connect", hosts=[f"127.0.0.1:{imap.port}"])
    host.kernel.index("mail", lambda _: None)
    return host


def mails(imap, folder):
    """The mails of a folder on the server, as another program fetches them."""
    with imap.elsewhere() as program:
        if program.select(folder, readonly=True)[0] != "OK":
            return []
        found = program.search(None, "UNDELETED")[1][0].split()
        return [program.fetch(one.decode(), "(FLAGS BODY[])")[1][0] for one in found]


def test_an_answer_is_saved_as_a_draft_on_the_server(host, imap):
    value = host.call("mail.reply", person="Karen", text="Yes, I will.").value
    ((head, raw),) = mails(imap, "Drafts")
    assert b"\\Draft" in head
    assert b"In-Reply-To: <q@example.org>" in raw
    assert digest_of(raw) == value["digest"]
    assert value["folder"] == f"Drafts of {USER}"


def test_a_draft_on_the_server_holds_what_was_enclosed(host, imap):
    plan = {"name": "plan.md", "text": "# Monday\n"}
    value = host.call("mail.draft", to=["bo@example.org"], text="Look", enclose=[plan]).value
    ((_, raw),) = mails(imap, "Drafts")
    assert digest_of(raw) == value["digest"]
    (file,) = message_from_bytes(raw, policy=default).iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("plan.md", "text/markdown")
    assert file.get_content() == "# Monday\n"


def test_undo_takes_only_that_draft_from_the_server(host, imap, letter):
    imap.deliver(letter("Mine."), "Drafts", r"(\Draft)")
    host.call("mail.draft", to=["bo@example.org"], text="Hello")
    assert len(mails(imap, "Drafts")) == 2
    host.kernel.undo()
    ((_, raw),) = mails(imap, "Drafts")
    assert b"Mine." in raw


def test_a_draft_on_the_server_is_sent_and_its_copy_lies_among_the_sent_mail_there(
    host, imap, smtp
):
    taking, port = smtp
    outgoing = {"address": USER, "host": "127.0.0.1", "port": port, "security": "none"}

    def edit(document) -> None:
        document["plugins"]["mail"]["settings"]["outgoing"] = [outgoing]

    edit_config(host.kernel.home, edit)
    host.kernel.config = read_config(host.kernel.home)
    host.granting("mail", "mail:send")
    places = [f"127.0.0.1:{port}", f"127.0.0.1:{imap.port}"]
    host.kernel.grant("mail", "network:connect", hosts=places)
    draft = host.call("mail.draft", to=["bo@example.org"], text="Hello").value
    host.confirming().call("mail.send", draft=draft["id"])
    (letter,) = taking.letters
    ((_, copy),) = mails(imap, "Sent")
    assert digest_of(copy) == digest_of(letter)
    assert f"<{draft['message_id']}>".encode() in letter
    assert mails(imap, "Drafts") == []
