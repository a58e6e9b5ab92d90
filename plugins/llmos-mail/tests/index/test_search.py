"""Finding messages."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from llmos_mail.index import finding, search
from llmos_mail.index.search import by_id, exchanged, folders_called, place_of, thread_of


@pytest.fixture
def mail(letter, maildir, index):
    """Four letters in an index."""
    maildir.add(
        letter("The new lease for the flat is attached.", subject="Your lease", cc="bo@example.org")
    )
    maildir.add(
        letter(
            "Die Rechnung für das Fahrrad; Grüße",
            subject="Rechnung 4711",
            **{"from": "Jürgen Müller <jm@werkstatt.example>"},
            date="Tue, 10 Nov 2026 10:00:00 +0000",
        ),
        new=True,
    )
    maildir.add(
        letter(
            "Leases are boring, said the invoice.",
            subject="Re: Your lease",
            **{"from": "me@example.org"},
            to="Ana Duarte <ana@example.org>",
            date="Wed, 11 Nov 2026 10:00:00 +0000",
        ),
        folder=".Sent",
    )
    maildir.add(letter("Nobody reads this lease.", subject="Draft"), folder=".Drafts", flags="DS")
    index.update(maildir.path)
    return index


@pytest.mark.parametrize(
    ("wanted", "subjects"),
    [
        ({"text": "lease flat"}, ["Your lease"]),
        ({"text": "leas"}, ["Draft", "Re: Your lease", "Your lease"]),
        ({"text": "RECHNUNG fahrrad"}, ["Rechnung 4711"]),
        ({"text": "grusse fur"}, ["Rechnung 4711"]),
        ({"text": '"new lease"'}, ["Your lease"]),
        ({"text": '"lease new"'}, []),
        ({"sender": "ana"}, ["Draft", "Your lease"]),
        ({"sender": "jm@werkstatt.example"}, ["Rechnung 4711"]),
        ({"sender": "muller"}, ["Rechnung 4711"]),
        ({"to": "ana"}, ["Re: Your lease"]),
        ({"to": "bo@example.org"}, ["Your lease"]),
        ({"text": "lease", "sender": "me@example.org"}, ["Re: Your lease"]),
        ({"since": datetime(2026, 11, 10, tzinfo=UTC)}, ["Re: Your lease", "Rechnung 4711"]),
        ({"until": datetime(2026, 11, 11, tzinfo=UTC), "text": "rechnung"}, ["Rechnung 4711"]),
        ({"until": datetime(2026, 11, 10, 10, tzinfo=UTC), "text": "rechnung"}, []),
        ({"unread": True}, ["Rechnung 4711"]),
        ({"unread": False, "text": "flat"}, ["Your lease"]),
        ({"folders": ("Sent", "Drafts")}, ["Draft", "Re: Your lease"]),
        ({"has_attachment": True}, []),
    ],
)
def test_each_condition_narrows_the_search(mail, wanted, subjects):
    assert mail.subjects(**wanted) == subjects


def test_attachments_are_found_by_name_and_kind(letter, maildir, index):
    raw = letter().replace(
        b"Content-Type: text/plain", b"Content-Disposition: attachment; filename=sales.csv\nX: y"
    )
    maildir.add(raw)
    maildir.add(letter())
    index.update(maildir.path)
    assert index.subjects(has_attachment=True) == index.subjects(text="sales.csv") == ["Letter 1"]


HOSTILE = """
" | " OR " | lease AND | NOT | NEAR(a b) | subject:lease | a* b^ | {x}:y | - | () | * | ^ | + | %
\\ | '; DROP TABLE messages; -- | \u201d | \u0663 | e\u0301 | \ud800 | \x00 | \u200d
"""


@pytest.mark.parametrize(
    "text",
    [*(part.strip(" \n") for part in HOSTILE.split("|")), "a" * 100_000, "word " * 10_000],
)
def test_nothing_that_is_typed_is_syntax(mail, text):
    for field in ("text", "sender", "to"):
        assert mail.find(**{field: text}).total <= 4


def test_words_of_the_query_language_are_ordinary_words(mail):
    assert mail.subjects(text="NEAR") == []
    assert mail.find(text="NOT lease").loosely
    assert mail.find(text="subject:rechnung").loosely


def test_newest_first_where_all_words_occur(mail):
    found = [message.subject for message in mail.find(text="your lease").messages]
    assert found == ["Re: Your lease", "Your lease"]


def test_where_no_message_has_all_words_the_best_ones_come_and_it_is_said(mail):
    hits = mail.find(text="boring flat fahrrad zebra invoice")
    assert hits.loosely
    assert hits.messages[0].subject == "Re: Your lease"
    assert hits.total == 3


def test_the_limit_cuts_the_list_and_not_the_count(mail):
    hits = mail.find(limit=1)
    assert (len(hits.messages), hits.total) == (1, 4)


def test_counting_ends_where_nobody_reads_on(mail, monkeypatch):
    monkeypatch.setattr(finding, "MOST_COUNTED", 3)
    monkeypatch.setattr(search, "MOST_COUNTED", 3)
    hits = mail.find(limit=1)
    assert (len(hits.messages), hits.total, hits.is_more) == (1, 3, True)


def test_common_words_count_as_themselves_and_tell_nothing_where_others_are_missing(
    mail, monkeypatch
):
    monkeypatch.setattr(finding, "_COMMON", 1)
    assert mail.subjects(text="lease") == ["Draft", "Re: Your lease", "Your lease"]
    hits = mail.find(text="lease fahrrad zebra")
    assert hits.loosely
    assert [message.subject for message in hits.messages] == ["Rechnung 4711"]


def test_messages_of_the_same_second_all_have_their_place(letter, maildir, index):
    for number in range(600):
        maildir.add(letter(f"text {number}", date="Tue, 10 Nov 2026 10:00:00 +0000"))
    index.update(maildir.path)
    assert index.find().total == 600
    index.check()


def test_a_conversation_is_found_from_any_of_its_messages_in_any_order_of_arrival(
    letter, maildir, index
):
    last = letter("four", subject="Re: a", references="<2@x> <3@x>", message_id="<4@x>")
    first = letter("one", subject="a", message_id="<1@x>", date="Sun, 1 Nov 2026 08:00:00 +0000")
    middle = letter("two", subject="Re: a", in_reply_to="<1@x>", message_id="<2@x>")
    other = letter("other", subject="a", message_id="<9@x>")
    for raw in (last, first, other, middle):
        maildir.add(raw)
        index.update(maildir.path)
    for text in ("one", "two", "four"):
        (message,) = index.find(text=text).messages
        found = thread_of(index.connection, message)
        assert {one.text.strip() for one in found} == {"one", "two", "four"}
        assert found[0].text.strip() == "one"
    (alone,) = index.find(text="other").messages
    assert thread_of(index.connection, alone) == [alone]


def test_a_message_is_found_by_its_id_or_the_beginning_or_its_message_id(mail):
    (message,) = mail.find(text="rechnung").messages
    whole = mail.rows("SELECT digest FROM messages WHERE subject LIKE 'Rechnung%'")[0][0]
    for id in (message.id, message.id[:6], str(whole), f"<{message.message_id}>"):
        assert by_id(mail.connection, id) == message


@pytest.mark.parametrize("id", ["", "a", "zzzzzzzzzzzz", "%", "'", "0" * 40, "_" * 12])
def test_an_unknown_id_is_none(mail, id):
    assert by_id(mail.connection, id) is None


def test_an_id_comes_out_the_same_from_a_new_index(mail, tmp_path, maildir):
    from contextlib import closing

    from llmos_mail.index.schema import open_index
    from llmos_mail.index.update import update

    with closing(open_index(tmp_path / "other.db")) as other:
        update(other, [("maildir", maildir.path)], lambda *_: None)
        for message in mail.find().messages:
            found = by_id(other, message.id)
            assert found is not None
            assert found.subject == message.subject


def test_folders_are_called_by_their_name_or_its_last_part(mail):
    assert folders_called(mail.connection, "sent") == ("Sent",)
    with pytest.raises(KeyError, match=r"Drafts.*Inbox.*Sent"):
        folders_called(mail.connection, "nowhere")


def test_exchanged_mail_has_no_drafts_and_comes_in_the_order_of_time(mail):
    found = exchanged(mail.connection, datetime(2026, 11, 1, tzinfo=UTC))
    assert [message.subject for message in found] == [
        "Your lease",
        "Rechnung 4711",
        "Re: Your lease",
    ]


def test_people_come_out_of_the_index_as_they_went_in(mail):
    (message,) = mail.find(text="flat").messages
    assert str(message.sender) == "Ana Duarte <ana@example.org>"
    assert [person.address for person in (*message.to, *message.cc)] == [
        "me@example.org",
        "bo@example.org",
    ]
    assert place_of(mail.connection, message) == ("Inbox", False)


def test_mail_is_found_by_the_kind_of_file_that_came_with_it(letter, maildir, index):
    for number, (name, type) in enumerate(
        [("lease.pdf", "octet-stream"), ("scan", "pdf"), ("notes.txt", "octet-stream")]
    ):
        mail = message_from_bytes(letter("Look.", subject=f"With {name}"), policy=default)
        mail.add_attachment(b"%d" % number, "application", type, filename=name)
        maildir.add(mail.as_bytes())
    maildir.add(letter("lease.pdf is what I mean", subject="Without"))
    index.update(maildir.path)
    assert index.subjects(attached="pdf") == ["With lease.pdf", "With scan"]
    assert index.subjects(attached="pdf", text="look") == ["With lease.pdf", "With scan"]
    assert index.subjects(attached="document") == ["With notes.txt"]
    assert index.subjects(attached="picture") == []
