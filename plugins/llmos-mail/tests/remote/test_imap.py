"""The index follows an account on a real IMAP server, and changes nothing there."""

from __future__ import annotations

import socket
import ssl

import pytest

from llmos_mail.index.update import update
from llmos_mail.remote.client import session

from .conftest import ACCOUNT, PASSWORD, USER


@pytest.fixture
def fetch(index, remote):
    """Bring the index up to date with the server."""
    return lambda **how: update(
        index.connection, [("imap", ACCOUNT)], lambda *_: None, **{"remote": remote, **how}
    )


def counts(changes) -> tuple[int, int, int]:
    assert changes.unreachable == []
    return changes.added, changes.updated, changes.removed


def test_messages_of_all_folders_are_found_with_their_flags(letter, imap, index, fetch):
    imap.deliver(letter(subject="new"))
    imap.deliver(letter(subject="read"), flags="(\\Seen)")
    imap.deliver(letter(subject="book"), folder="Archiv/B&APw-cher", flags="(\\Seen)")
    assert counts(fetch()) == (3, 0, 0)
    assert index.subjects() == ["book", "new", "read"]
    assert index.subjects(unread=True) == ["new"]
    assert index.subjects(folders=("Archiv/Bücher",)) == ["book"]
    index.check()


def test_reading_marks_nothing_as_seen(letter, imap, fetch):
    imap.deliver(letter())
    before = imap.flags()
    fetch()
    assert imap.flags() == before
    assert b"Seen" not in before[0]


def test_what_came_went_or_was_marked_is_noticed_and_only_what_is_new_is_fetched(
    letter, imap, index, fetch, monkeypatch
):
    from llmos_mail.remote import server

    for subject in ("stays", "goes", "is read"):
        imap.deliver(letter(subject=subject))
    fetch()
    with imap.elsewhere() as program:
        program.select("INBOX")
        program.store("2", "+FLAGS", "(\\Deleted)")
        program.expunge()
        program.store("2", "+FLAGS", "(\\Seen)")
    imap.deliver(letter(subject="comes"))
    fetched: list[int] = []
    contents = server.Server.contents
    monkeypatch.setattr(
        server.Server,
        "contents",
        lambda self, uids: (fetched.extend(uids), contents(self, uids))[1],
    )
    assert counts(fetch()) == (1, 1, 1)
    assert len(fetched) == 1
    assert index.subjects() == ["comes", "is read", "stays"]
    assert index.subjects(unread=False) == ["is read"]
    assert counts(fetch()) == (0, 0, 0)


def test_what_is_marked_for_deletion_is_gone(letter, imap, index, fetch):
    imap.deliver(letter(subject="deleted"), flags="(\\Deleted)")
    imap.deliver(letter(subject="draft"), flags="(\\Draft)")
    fetch()
    assert index.subjects() == ["draft"]
    assert index.rows("SELECT aside FROM copies") == [(1,)]


def test_a_folder_that_was_made_anew_is_read_anew(letter, imap, index, fetch):
    imap.deliver(letter(subject="old"), folder="Trips")
    fetch()
    with imap.elsewhere() as program:
        program.delete("Trips")
    imap.deliver(letter(subject="new"), folder="Trips")
    assert counts(fetch())[2] == 1
    assert index.subjects() == ["new"]


def test_without_a_way_to_the_server_what_is_known_stays(letter, imap, index, fetch):
    imap.deliver(letter(subject="kept"))
    fetch()
    imap.deliver(letter(subject="unseen"))
    assert counts(fetch(remote=None)) == (0, 0, 0)
    assert index.subjects() == ["kept"]
    update(index.connection, [], lambda *_: None)
    assert index.subjects() == []


def test_large_mail_comes_in_portions(letter, imap, index, fetch, monkeypatch):
    from llmos_mail.remote import server

    monkeypatch.setattr(server, "_BYTES_AT_ONCE", 1_000)
    monkeypatch.setattr(server, "_AT_ONCE", 3)
    monkeypatch.setattr(server, "_NUMBERS_AT_ONCE", 4)
    for number in range(8):
        imap.deliver(letter("word " * 100 * number, subject=f"number {number}"))
    assert counts(fetch()) == (8, 0, 0)
    assert len(index.subjects()) == 8


def test_of_a_mail_that_is_too_large_the_beginning_is_read(letter, imap, index, fetch, monkeypatch):
    from llmos_mail.reading import message
    from llmos_mail.remote import server

    for module in (server, message):
        monkeypatch.setattr(module, "MESSAGE_BYTES", 5_000)
        monkeypatch.setattr(module, "BEGINNING_BYTES", 2_000)
    imap.deliver(letter("early " + "word " * 3_000 + "late", subject="long"))
    fetch()
    assert index.subjects(text="early") == ["long"]
    assert index.subjects(text="late") == []
    assert "larger than" in str(index.rows("SELECT why FROM problems"))


def test_a_wrong_password_is_said_without_the_password(index, imap):
    changes = update(
        index.connection,
        [("imap", ACCOUNT)],
        lambda *_: None,
        remote={ACCOUNT: lambda: imap.session(password="wrong horse")},
    )
    (why,) = changes.unreachable
    assert why.startswith("the mail of 127.0.0.1: ")
    assert "horse" not in why


def test_a_server_that_breaks_off_keeps_what_was_fetched(letter, imap, index, fetch, monkeypatch):
    from llmos_mail.remote import server

    for number in range(6):
        imap.deliver(letter(subject=f"number {number}"))
    contents = server.Server.contents

    def broken(self, uids):
        for number, one in enumerate(contents(self, uids)):
            if number == 4:
                raise ConnectionResetError(104, "Connection reset by peer")
            yield one

    monkeypatch.setattr(server.Server, "contents", broken)
    assert "reset by peer" in fetch().unreachable[0]
    assert len(index.subjects()) == 4
    monkeypatch.setattr(server.Server, "contents", contents)
    assert counts(fetch()) == (2, 0, 0)


def test_the_password_is_only_asked_for_once_the_connection_is_secure(secure):
    port, authority = secure
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    with session(
        lambda: socket.create_connection(("127.0.0.1", port)),
        "localhost",
        USER,
        lambda: PASSWORD,
        security="starttls",
        trust=lambda: trust,
    ) as client:
        assert [folder[2] for folder in client.list_folders()] == ["INBOX"]


def test_a_server_for_which_nobody_vouches_gets_no_password(secure):
    port, _ = secure
    asked: list[str] = []
    with (
        pytest.raises(OSError, match="not secure"),
        session(
            lambda: socket.create_connection(("127.0.0.1", port)),
            "localhost",
            USER,
            lambda: asked.append("password") or PASSWORD,
            security="starttls",
        ),
    ):
        pass
    assert asked == []
