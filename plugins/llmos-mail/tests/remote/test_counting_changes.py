"""A server that counts changes (CONDSTORE) is asked for nothing where its counts stand still."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from llmos_mail.index.imap_origin import ImapOrigin
from llmos_mail.remote.server import Server


class Client:
    """A session of IMAPClient's with two folders of one message each."""

    def __init__(self) -> None:
        self.modseq = {"INBOX": 7, "Lists": 9}
        self.opened: list[str] = []

    def has_capability(self, name: str) -> bool:
        return name == "CONDSTORE"

    def list_folders(self) -> list[tuple[tuple[bytes, ...], bytes, str]]:
        marks = {"[Gmail]": (b"\\Noselect",), "[Gmail]/All Mail": (b"\\All",)}
        return [(marks.get(name, ()), b"/", name) for name in (*self.modseq, *marks)]

    def folder_status(self, folder: str, what: list[str]) -> dict[bytes, int]:
        assert "HIGHESTMODSEQ" in what
        told = {b"UIDVALIDITY": 1, b"UIDNEXT": 2, b"MESSAGES": 1}
        return {**told, b"HIGHESTMODSEQ": self.modseq[folder]}

    def select_folder(self, folder: str, readonly: bool) -> dict[bytes, int]:
        assert readonly
        self.opened.append(folder)
        return {b"UIDVALIDITY": 1, b"UIDNEXT": 2}

    def search(self, criteria: list[str]) -> list[int]:
        return [1] if criteria[-1] == "UNDELETED" else []

    def fetch(self, uids: list[int], what: list[str]) -> dict[int, dict[bytes, Any]]:
        assert not any(one.startswith("BODY[") for one in what)
        told = {b"RFC822.SIZE": 9, b"BODY[]": b"Subject: x", b"INTERNALDATE": datetime(2026, 1, 1)}
        return dict.fromkeys(uids, told)


@pytest.fixture
def client() -> Client:
    return Client()


def test_only_folders_whose_count_moved_are_opened(client):
    first = ImapOrigin(Server(client), "")
    assert not first.unchanged()
    assert len(list(first.listing(()))) == 2
    cursor = first.cursor(finished=True)
    client.opened.clear()

    assert ImapOrigin(Server(client), cursor).unchanged()
    client.modseq["Lists"] += 1
    later = ImapOrigin(Server(client), cursor)
    assert not later.unchanged()
    assert later.skipped == {"Inbox"}
    assert [found.folder for found in later.listing({("Lists", "1.1")})] == ["Lists"]
    assert client.opened == ["Lists"]


def test_a_listing_that_was_not_finished_is_begun_again(client):
    first = ImapOrigin(Server(client), "")
    assert not ImapOrigin(Server(client), first.cursor(finished=False)).unchanged()


def test_folders_that_hold_nothing_of_their_own_are_not_opened(client):
    list(ImapOrigin(Server(client), "").listing(()))
    assert client.opened == ["INBOX", "Lists"]
