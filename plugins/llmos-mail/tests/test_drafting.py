"""Drafts in the real kernel: shown, saved as any mail program does, taken back."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import default

import pytest

from llmos.context import Context
from llmos.errors import PermissionDenied, ToolError
from llmos.scope import Scope
from llmos_mail.tools.enclosing import Enclosed, enclosures

from .conftest import NOW


@pytest.fixture
def host(llmos_host, letter, maildir):
    """A host whose user may write drafts; Karen asked something, Bo was written to."""
    maildir.add(
        letter(
            "Will you sign it?\n\n-- \nKaren\n",
            subject="Lease",
            message_id="<q@example.org>",
            references="<first@example.org>",
            date="20 Nov 2026 10:00:00 +0100",
            cc="Ana <ana@example.org>, me@example.org",
            **{"from": "Karen Doyle <karen@lets.example>"},
        )
    )
    sent = {"from": "Mira <me@example.org>", "to": "Bo Lind <bo@example.org>"}
    maildir.add(letter("Hello Bo.", **sent), folder=".Sent")
    host = llmos_host.source("mail", maildir.path).profile("Mira", "me@example.org")
    return host.granting("mail", "mail:read", "mail:write", "profile:read")


def drafts(maildir):
    """The drafts that lie in the Maildir, read as mails."""
    files = sorted((maildir.path / ".Drafts" / "cur").glob("*"))
    return [message_from_bytes(file.read_bytes(), policy=default) for file in files]


def test_a_draft_is_saved_with_its_flags_and_found_again_by_the_id_that_is_shown(host, maildir):
    output = host.call("mail.draft", to=["bo@example.org"], text="The hotel is booked, see you.")
    (mail,) = drafts(maildir)
    assert (mail["To"], mail["From"]) == ("bo@example.org", "Mira <me@example.org>")
    assert mail["Subject"] == "The hotel is booked, see you"
    assert mail.get_content() == "The hotel is booked, see you.\n"
    (file,) = (maildir.path / ".Drafts" / "cur").glob("*")
    assert file.name.rpartition("2,")[2] == "DS"
    assert not list((maildir.path / ".Drafts" / "tmp").iterdir())
    read = host.call("mail.read", id=output.value["id"]).value
    assert read["text"].strip() == "The hotel is booked, see you."


def test_a_name_means_somebody_whom_the_user_has_written_to(host, maildir):
    host.confirming()
    host.call("mail.draft", to=["Bo"], text="Hello", subject="Yes")
    assert drafts(maildir)[0]["To"] == "Bo Lind <bo@example.org>"
    with pytest.raises(ToolError, match="not written to anybody called 'Karen'"):
        host.call("mail.draft", to=["Karen"], text="Hello")


def test_a_name_is_confirmed_because_other_people_may_choose_what_they_are_called(host, maildir):
    with pytest.raises(PermissionDenied, match="needs your confirmation"):
        host.call("mail.draft", to=["Bo"], text="Hello")
    assert drafts(maildir) == []


def test_an_answer_goes_into_the_thread_and_quotes_the_writers_own_words(host, maildir):
    host.call("mail.reply", person="Karen", text="Yes, on Friday.")
    (mail,) = drafts(maildir)
    assert mail["To"] == "Karen Doyle <karen@lets.example>"
    assert mail["Cc"] is None
    assert mail["Subject"] == "Re: Lease"
    assert mail["In-Reply-To"] == "<q@example.org>"
    assert mail["References"] == "<first@example.org> <q@example.org>"
    answer, _, quote = mail.get_content().partition("\n\n")
    assert answer == "Yes, on Friday."
    assert re.fullmatch(
        r"On Fri, 20 Nov 2026 at \d\d:00, Karen Doyle wrote:\n> Will you sign it\?\n", quote
    )


def test_a_reply_to_all_leaves_out_the_user(host, maildir):
    host.call("mail.reply", about="lease", text="Yes.", everyone=True)
    assert drafts(maildir)[0]["Cc"] == "Ana <ana@example.org>"


INVITATION = {
    "name": "invite.ics",
    "type": "text/calendar; method=REQUEST",
    "text": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
}


def test_what_a_plugin_encloses_is_shown_with_name_type_and_size_and_lies_in_the_draft(
    host, maildir
):
    host.confirming()
    output = host.call("mail.draft", to=["Bo"], text="Come!", enclose=[INVITATION])
    (shown,) = output.value["attachments"]
    assert shown == {"name": "invite.ics", "type": "text/calendar", "size": 32}
    assert [["invite.ics", "text/calendar", "32 bytes"]] in [
        getattr(block, "rows", None) for block in host.shown[0].preview
    ]
    (file,) = drafts(maildir)[0].iter_attachments()
    assert file.get_filename() == "invite.ics"
    assert file.get_content().encode() == INVITATION["text"].encode()


def test_an_answer_takes_enclosures_too(host, maildir):
    host.call("mail.reply", person="Karen", text="Yes.", enclose=[INVITATION])
    assert [file.get_filename() for file in drafts(maildir)[0].iter_attachments()] == ["invite.ics"]


def test_more_than_one_mail_can_carry_is_refused(tmp_path):
    large = Enclosed(name="a.txt", text="x" * 4_999_999)
    ctx = Context(plugin="mail", data=tmp_path, now=NOW)
    with pytest.raises(ToolError, match="25 MB together; one mail takes 20 MB"):
        enclosures(ctx, None, [large] * 5)


def test_undo_takes_the_draft_out_and_leaves_one_that_was_changed(host, maildir):
    host.call("mail.draft", to=["bo@example.org"], text="One")
    host.kernel.undo()
    assert drafts(maildir) == []
    host.call("mail.draft", to=["bo@example.org"], text="Two")
    (file,) = (maildir.path / ".Drafts" / "cur").glob("*")
    file.write_bytes(file.read_bytes() + b"more")
    with pytest.raises(ToolError, match="changed since"):
        host.kernel.undo()
    assert len(drafts(maildir)) == 1


def test_an_existing_folder_for_drafts_is_used_whatever_it_is_called(host, maildir):
    maildir.folder(".Entw&APw-rfe")
    output = host.call("mail.draft", to=["bo@example.org"], text="Hallo")
    assert output.value["folder"] == "Entwürfe"
    assert len(list((maildir.path / ".Entw&APw-rfe" / "cur").iterdir())) == 1


def test_without_the_permission_to_write_nothing_is_saved(host, maildir):
    host.kernel.revoke("mail", "mail:write")
    with pytest.raises(PermissionDenied, match="mail:write"):
        host.call("mail.draft", to=["bo@example.org"], text="Hello")
    assert not (maildir.path / ".Drafts").exists()


def test_under_a_grant_for_excerpts_only_no_draft_is_saved_and_it_is_said_why(host, maildir):
    host.kernel.revoke("mail", "mail:read")
    host.kernel.grant("mail", "mail:read", scope=Scope(resolution="snippet"))
    with pytest.raises(ToolError, match="opens no folder of it") as error:
        host.call("mail.draft", to=["bo@example.org"], text="Hello")
    assert "permissions grant mail mail:read" in error.value.hint
    assert drafts(maildir) == []
