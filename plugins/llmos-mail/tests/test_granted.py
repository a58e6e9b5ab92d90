"""A grant of `mail:read` with limits, in the real kernel with real workers."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from llmos import Profile, Scope, Source, ToolError
from llmos.blocks import Output
from llmos.testing import Host

BOOKS = ".Archiv.B&APw-cher"
QUESTION = "Where did you leave the walnut tortoise umbrella?"
BODY_WORDS = ("walnut", "tortoise", "umbrella", "blueprint", "yours")


class Mailbox:
    """A host, and what a test wants to know of the mail under a grant."""

    def __init__(self, host: Host) -> None:
        self.host = host

    def limited(self, **limits: Any) -> Mailbox:
        """Grant with these limits in place of the earlier ones."""
        self.host.kernel.grant("mail", "mail:read", scope=Scope(**limits))
        return self

    def call(self, tool: str, **arguments: object) -> Output:
        """Run a tool of the plugin."""
        return self.host.call(f"mail.{tool}", **arguments)

    def subjects(self, **wanted: object) -> list[str]:
        """The subjects found, sorted."""
        lines = self.call("search", **wanted).value["messages"]
        return sorted(line["subject"] for line in lines)

    def asked(self) -> list[str]:
        """The sentences that wait for an answer of the user's, the oldest first."""
        mine = self.call("follow_ups", since="2025-11-01").value["mine"]
        return [line["sentence"] for line in sorted(mine, key=lambda line: str(line["said"]))]

    def id_of(self, subject: str) -> str:
        """The id of a message, whatever is granted afterwards."""
        (line,) = self.limited().call("search", text=f'"{subject}"').value["messages"]
        return str(line["id"])

    def indexed(self) -> dict[str, Any]:
        """What an index run reports."""
        output = self.host.kernel.index("mail", lambda _: None).output
        assert output is not None
        return output.value

    def inspected(self) -> dict[str, Any]:
        """What a first look reports."""
        output = self.host.kernel.inspect("mail").output
        assert output is not None
        return output.value


@pytest.fixture
def mailbox(llmos_host, letter, maildir) -> Mailbox:
    """Four questions in three folders, sent around midnight in the user's zone."""
    long = f"{QUESTION}\n\n{'More of this. ' * 40}\nThe blueprint is in the drawer.\n"
    maildir.add(letter(long, subject="Plan", date="10 Nov 2025 22:30:00 +0000"))
    key = letter("Who has the walnut?", subject="Key", date="10 Nov 2025 23:30:00 +0000")
    maildir.add(key, new=True)
    buch = letter("When is the tortoise due?", subject="Buch", date="12 Nov 2025 22:30:00 +0000")
    maildir.add(buch, folder=BOOKS)
    other = letter("Is it yours?", subject="Other", date="12 Nov 2025 23:30:00 +0000")
    maildir.add(other, folder=".Privat")
    mira = Profile("Mira", ("me@example.org",))
    sources = {"mail": [Source("maildir", maildir.path)]}
    llmos_host.kernel.adopt(mira, "Europe/Berlin", sources)
    return Mailbox(llmos_host.granting("mail", "profile:read"))


def everything_in(output: Output) -> str:
    return msgspec.json.encode(output).decode().casefold()


def test_only_folders_of_the_granted_names_are_searched_and_counted(mailbox):
    mailbox.limited(names=("archiv/bücher", "Privat"))
    assert mailbox.subjects() == ["Buch", "Other"]
    assert mailbox.subjects(text="walnut") == []
    assert mailbox.asked() == ["When is the tortoise due?", "Is it yours?"]
    assert mailbox.indexed()["messages"] == 2
    (source,) = mailbox.inspected()["sources"]
    assert source["messages"] == 2


def test_a_granted_name_may_be_written_in_either_unicode_form(mailbox):
    assert mailbox.limited(names=("Archiv/Bu\u0308cher",)).subjects() == ["Buch"]


def test_a_granted_folder_does_not_open_those_below_or_of_the_same_last_name(mailbox):
    assert mailbox.limited(names=("Archiv", "Bücher")).subjects() == []


def test_a_folder_that_is_not_granted_is_not_even_named(mailbox):
    mailbox.limited(names=("Inbox",))
    with pytest.raises(ToolError, match="no mail folder 'Privat'") as error:
        mailbox.call("search", folder="Privat")
    assert error.value.hint == "There are: Inbox."


def test_a_copy_in_a_folder_that_is_not_granted_does_not_show(mailbox, letter, maildir):
    twice = letter(subject="Twice", message_id="<twice@example.org>")
    maildir.add(twice)
    maildir.add(twice, folder=".Archiv", new=True)
    (line,) = mailbox.limited(names=("Inbox",)).call("search", text="Twice").value["messages"]
    assert (line["folder"], line["unread"]) == ("Inbox", False)


@pytest.mark.parametrize(
    "limits", [{"names": ("Inbox",)}, {"until": date(2025, 11, 11)}, {"since": date(2025, 11, 14)}]
)
def test_a_message_outside_the_grant_is_as_unknown_as_one_that_never_was(mailbox, limits):
    id = mailbox.id_of("Other")
    mailbox.limited(**limits)
    with pytest.raises(ToolError, match=f"There is no message with the id '{id}'"):
        mailbox.call("read", id=id)


def test_only_the_granted_days_are_searched_and_counted_in_the_users_zone(mailbox):
    mailbox.limited(since=date(2025, 11, 11), until=date(2025, 11, 12))
    assert mailbox.subjects() == ["Buch", "Key"]
    assert mailbox.asked() == ["Who has the walnut?", "When is the tortoise due?"]
    assert mailbox.indexed()["messages"] == 2
    (source,) = mailbox.inspected()["sources"]
    assert source["messages"] == 2


def test_follow_ups_say_from_which_day_on_they_could_look(mailbox):
    mailbox.limited(since=date(2025, 11, 12))
    assert mailbox.call("follow_ups", since="2025-11-01").value["since"] == "2025-11-12"


def test_an_index_run_tells_nothing_of_mail_outside_the_grant(mailbox, letter, maildir):
    assert mailbox.limited().indexed()["added"] == 4
    maildir.add(letter(date="never"), folder=".Privat")
    report = mailbox.limited(names=("Inbox",)).indexed()
    assert [report[count] for count in ("added", "updated", "removed")] == [None, None, None]
    assert (report["messages"], report["problems"]) == (2, 0)


def test_inspecting_takes_addresses_from_granted_folders_only(mailbox, letter, maildir):
    for _ in range(5):
        maildir.add(letter(**{"from": "secret@example.org", "to": ""}), folder=".Sent")
    assert mailbox.limited().inspected()["addresses"][0] == "secret@example.org"
    assert "secret@example.org" not in mailbox.limited(names=("Inbox",)).inspected()["addresses"]


def test_what_the_grant_leaves_out_is_said_with_every_answer(mailbox):
    mailbox.limited(names=("Inbox",), since=date(2025, 11, 11), resolution="headers")
    expected = [
        "The grant limits what mail is looked at: only Inbox; from 2025-11-11 on.",
        "The grant gives headers only: texts and attachments are neither searched nor shown.",
    ]
    assert mailbox.call("search").value["notes"] == expected
    assert mailbox.indexed()["notes"] == expected
    mailbox.limited(names=("Inbox",), since=date(2025, 11, 11))
    assert mailbox.inspected()["notes"] == expected[:1]
    assert mailbox.limited().call("search").value["notes"] == []


def test_under_headers_no_word_of_a_body_leaves_any_tool(mailbox, letter, maildir):
    id = mailbox.id_of("Plan")
    mailbox.limited(resolution="headers")
    outputs = [mailbox.call("search"), mailbox.call("search", text="Plan")]
    outputs.append(mailbox.call("read", id=id))
    assert outputs[0].value["total"] == 4
    for output in outputs:
        assert [word for word in BODY_WORDS if word in everything_in(output)] == []


def test_under_headers_a_message_is_read_without_its_text_and_says_so(mailbox):
    id = mailbox.id_of("Plan")
    output = mailbox.limited(resolution="headers").call("read", id=id)
    assert (output.value["subject"], output.value["text"]) == ("Plan", None)
    assert "headers only" in everything_in(output)
    assert "no readable text" not in everything_in(output)


def test_under_headers_words_are_looked_for_in_subjects_and_among_people_only(mailbox):
    mailbox.limited(resolution="headers")
    assert mailbox.subjects(text="walnut") == []
    assert mailbox.subjects(text="walnut tortoise") == []
    assert mailbox.subjects(text="Plan Duarte") == ["Plan"]
    assert mailbox.subjects(text="walnut Plan") == ["Plan"]  # loosely, by the subject alone


def test_under_headers_attachments_are_neither_shown_nor_searched(mailbox, maildir):
    maildir.add(
        b"From: ana@example.org\nSubject: Papers\nDate: 12 Nov 2025 10:00:00 +0000\n"
        b"Content-Type: application/pdf\n"
        b'Content-Disposition: attachment; filename="blueprint.pdf"\n\nx\n'
    )
    assert mailbox.limited().subjects(has_attachment=True) == ["Papers"]
    mailbox.limited(resolution="headers")
    assert "blueprint" not in everything_in(mailbox.call("search", text="Papers"))
    assert mailbox.subjects(text="blueprint") == []
    with pytest.raises(ToolError, match="A search by attachments needs the resolution snippet"):
        mailbox.subjects(has_attachment=True)


def test_under_headers_follow_ups_refuse_with_the_command_that_keeps_the_other_limits(mailbox):
    mailbox.limited(names=("Archiv/Alte Bücher",), resolution="headers", since=date(2025, 1, 1))
    with pytest.raises(ToolError, match="follow-ups needs the resolution snippet") as error:
        mailbox.call("follow_ups")
    assert error.value.hint == (
        "Allow it with: llmos permissions grant mail mail:read"
        " --only 'Archiv/Alte Bücher' --since 2025-01-01 --resolution snippet"
    )


def test_under_snippet_a_message_is_read_as_an_excerpt_and_says_so(mailbox):
    id = mailbox.id_of("Plan")
    output = mailbox.limited(resolution="snippet").call("read", id=id)
    assert output.value["text"].startswith(QUESTION)
    assert len(output.value["text"]) <= 202
    assert "blueprint" not in everything_in(output)
    assert "an excerpt is searched and shown" in everything_in(output)


def test_under_snippet_words_are_found_as_far_as_the_excerpt_goes_and_no_further(mailbox):
    mailbox.limited(resolution="snippet")
    (line,) = mailbox.call("search", text="umbrella").value["messages"]
    assert "umbrella" in line["excerpt"]
    assert len(line["excerpt"]) <= 206
    assert mailbox.subjects(text="blueprint") == []


def test_under_snippet_only_questions_within_the_excerpt_are_open(mailbox, letter, maildir):
    long = f"Did you see {'the very old and very green ' * 9}blueprint?"
    maildir.add(letter(long, date="13 Nov 2025 12:00:00 +0000"))
    assert mailbox.limited().asked()[-1] == long
    cut = mailbox.limited(resolution="snippet").asked()
    assert cut[0] == QUESTION
    assert not [sentence for sentence in cut if "Did you see" in sentence]


@pytest.mark.parametrize(
    ("resolution", "left"),
    [("headers", ()), ("snippet", ("walnut", "tortoise", "umbrella", "yours"))],
)
def test_what_lies_on_the_disk_after_any_number_of_searches_is_what_was_granted(
    mailbox, maildir, resolution, left
):
    maildir.add(
        b"From: ana@example.org\nSubject: Papers\nDate: 12 Nov 2025 10:00:00 +0000\n"
        b"Content-Type: application/pdf\n"
        b'Content-Disposition: attachment; filename="deed.pdf"\n\nx\n'
    )
    mailbox.limited().indexed()
    mailbox.limited(resolution=resolution)
    for word in (*BODY_WORDS, "Plan", "Papers"):
        mailbox.call("search", text=word)
    mailbox.indexed()
    folder = mailbox.host.kernel.home.plugin_folder("mail")
    kept = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"Papers" in kept
    assert {word for word in BODY_WORDS if word.encode() in kept} == set(left)
    assert (b"deed" in kept) == (resolution == "snippet")


def test_under_body_the_whole_text_is_read(mailbox):
    id = mailbox.id_of("Plan")
    output = mailbox.limited(resolution="body", names=("Inbox",)).call("read", id=id)
    assert output.value["text"].strip().endswith("The blueprint is in the drawer.")
