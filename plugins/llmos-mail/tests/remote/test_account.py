"""An account inside llmos: the real kernel, a real worker, a real server."""

from __future__ import annotations

import pytest

from llmos.config import edit_config
from llmos.errors import PermissionDenied
from llmos.scope import Scope

from .conftest import PASSWORD, USER


@pytest.fixture
def host(llmos_host, imap, letter):
    """A host that knows an account and no source, with nothing granted."""
    imap.deliver(letter("The lease is ready.", subject="Lease"))
    return with_account(llmos_host, port=imap.port, security="none")


def with_account(llmos_host, **settings: object):
    account = {"user": USER, "host": "127.0.0.1"} | settings

    def edit(document) -> None:
        document["plugins"] = {"mail": {"settings": {"accounts": [account]}}}

    edit_config(llmos_host.kernel.home, edit)
    llmos_host.kernel.config = type(llmos_host)(llmos_host.kernel.home).kernel.config
    return llmos_host


def index(host) -> dict[str, object]:
    return host.kernel.index("mail", lambda _: None).output.value


def allow_the_server(host, imap) -> None:
    host.kernel.grant("mail", "network:connect", hosts=[f"127.0.0.1:{imap.port}"])


def test_mail_of_a_server_is_found_once_it_was_fetched(host, imap):
    host.granting("mail", "mail:read").secret("mail", "imap", PASSWORD)
    allow_the_server(host, imap)
    assert host.kernel.has_sources("mail")
    assert host.call("mail.search", text="lease").value["total"] == 0
    assert index(host)["added"] == 1
    (line,) = host.call("mail.search", text="lease").value["messages"]
    assert (line["subject"], line["unread"]) == ("Lease", True)


def test_under_a_coarse_grant_the_server_is_not_asked_at_every_call(host, imap, letter):
    host.secret("mail", "imap", PASSWORD)
    allow_the_server(host, imap)
    host.kernel.grant("mail", "mail:read", scope=Scope(resolution="headers"))
    assert host.call("mail.search").value["total"] == 1
    imap.deliver(letter(subject="later"))
    assert host.call("mail.search").value["total"] == 1


def test_without_the_grant_for_its_server_the_account_is_passed_over_and_it_is_said(host):
    host.granting("mail", "mail:read").secret("mail", "imap", PASSWORD)
    report = index(host)
    assert report["messages"] == 0
    assert "network:connect" in str(report["notes"])


def test_without_its_password_the_account_is_passed_over_and_it_is_said(host, imap):
    host.granting("mail", "mail:read")
    allow_the_server(host, imap)
    assert "llmos secrets set mail imap" in str(index(host)["notes"])


def test_a_refused_password_is_said_with_the_command_that_sets_it(host, imap):
    host.granting("mail", "mail:read").secret("mail", "imap", "mistyped")
    allow_the_server(host, imap)
    (note,) = index(host)["notes"]
    assert f"refuses the login of {USER}" in note
    assert note.endswith("llmos secrets set mail imap.")


def test_a_server_of_ones_own_is_trusted_by_the_certificate_in_the_settings(llmos_host, secure):
    port, authority = secure
    pem = authority.cert_pem.bytes().decode()
    host = with_account(llmos_host, port=port, security="starttls", authority=pem)
    host.granting("mail", "mail:read").secret("mail", "imap", PASSWORD)
    host.kernel.grant("mail", "network:connect", hosts=[f"127.0.0.1:{port}"])
    assert index(host)["notes"] == []


def test_a_grant_of_certain_places_holds_no_account(host, imap, maildir):
    host.source("mail", maildir.path).secret("mail", "imap", PASSWORD)
    allow_the_server(host, imap)
    host.kernel.grant("mail", "mail:read", scope=Scope(places=(str(maildir.path),)))
    assert index(host)["messages"] == 0


def test_an_account_alone_opens_nothing(host):
    with pytest.raises(PermissionDenied, match="mail:read"):
        index(host)


def test_a_password_is_never_sent_in_the_clear_to_another_machine():
    from pydantic import ValidationError

    from llmos_mail.settings import Account

    with pytest.raises(ValidationError, match="in the clear"):
        Account(user="ada", host="imap.example.org", security="none")
    assert Account(user="ada", host="imap.example.org").name == "ada@imap.example.org"
