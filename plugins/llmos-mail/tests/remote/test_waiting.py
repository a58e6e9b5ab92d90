"""Waiting for mail: the server tells of it (IDLE), a folder shows it, and nothing else ends it."""

from __future__ import annotations

import pytest

from llmos.config import edit_config, read_config
from llmos_mail import plugin
from llmos_mail.remote import idling
from llmos_mail.tools import waiting

from .conftest import PASSWORD, USER


class Delivering:
    """Delivers a mail once somebody waits; counts how often it was said that somebody does."""

    def __init__(self, deliver) -> None:
        self._deliver = deliver
        self.said = 0

    def __call__(self, progress) -> None:
        self.said += 1
        if self.said == 1:
            self._deliver()


def test_llmos_wait_is_not_for_the_model():
    assert plugin.llmos_wait() is waiting.wait
    assert waiting.wait not in plugin.llmos_tools()


def test_a_server_tells_of_new_mail_and_the_next_update_has_it(llmos_host, imap, letter):
    account = {"user": USER, "host": "127.0.0.1", "port": imap.port, "security": "none"}

    def edit(document) -> None:
        document["plugins"] = {"mail": {"settings": {"accounts": [account]}}}

    edit_config(llmos_host.kernel.home, edit)
    llmos_host.kernel.config = read_config(llmos_host.kernel.home)
    host = llmos_host.profile("Ada", USER).secret("mail", "imap", PASSWORD)
    host.granting("mail", "mail:read")
    host.kernel.grant("mail", "network:connect", hosts=[f"127.0.0.1:{imap.port}"])
    host.kernel.index("mail", lambda _: None)
    delivering = Delivering(lambda: imap.deliver(letter("Fresh news.", subject="News")))
    assert host.kernel.wait("mail", delivering).output.value == {"changed": True}
    assert all(b"Seen" not in line for line in imap.flags())
    host.kernel.index("mail", lambda _: None)
    assert [one["subject"] for one in host.call("mail.search").value["messages"]] == ["News"]


class Asked:
    """An account on a server without IDLE, where a message comes after the first question."""

    def __init__(self) -> None:
        self.messages = iter((3, 3, 4))

    def has_capability(self, name: str) -> bool:
        return False

    def select_folder(self, name: str, *, readonly: bool) -> None:
        assert readonly

    def folder_status(self, name: str, wanted: list[str]) -> dict[bytes, int]:
        return {b"MESSAGES": next(self.messages)}


def test_a_server_that_does_not_tell_is_asked_once_a_minute(monkeypatch):
    minutes = iter((0, 0.5, 1.1, 1.1, 2.2, 2.2))
    monkeypatch.setattr(idling.time, "monotonic", lambda: next(minutes) * 60)
    monkeypatch.setattr(idling.time, "sleep", lambda seconds: None)
    inbox = idling.Idling(Asked(), "imap.example.org")
    assert [inbox.has_changed(1) for _ in range(3)] == [False, False, True]


@pytest.mark.parametrize("folder", ["", ".Archive"])
def test_a_mail_in_a_folder_ends_the_waiting(llmos_host, maildir, letter, folder):
    maildir.add(letter("Old."), folder=folder)
    host = llmos_host.source("mail", maildir.path).granting("mail", "mail:read")
    delivering = Delivering(lambda: maildir.add(letter("New."), folder=folder, new=True))
    assert host.kernel.wait("mail", delivering).output.value == {"changed": True}
