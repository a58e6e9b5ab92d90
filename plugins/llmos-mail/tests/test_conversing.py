"""Conversations, summaries, attachments, watches and tones in the real kernel."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest

from llmos import Items
from llmos.errors import PermissionDenied, ToolError


@pytest.fixture
def host(llmos_host, letter, maildir):
    """A host with a conversation about a lease, and a newsletter."""
    first = {"subject": "Lease", "message_id": "<1@x.example>", "date": "16 Nov 2026 10:00 +0000"}
    karen = {"from": "Karen Doyle <karen@lets.example>", "to": "Mira <me@example.org>"}
    mira = {"from": "Mira <me@example.org>", "to": "Karen Doyle <karen@lets.example>"}
    maildir.add(letter("Hello Mira,\nwill you sign the lease by 27 November?\n", **karen, **first))
    text = "Thanks.\nI will sign it on Friday.\n\n> will you sign the lease by 27 November?\n"
    answer = {"in_reply_to": "<1@x.example>", "date": "17 Nov 2026 10:00 +0000"}
    maildir.add(letter(text, subject="Re: Lease", **mira, **answer), folder=".Sent")
    maildir.add(letter("Not sent yet.", subject="Re: Lease", **mira, **answer), folder=".Drafts")
    news = {"from": "News <news@shop.example>", "list_id": "<news.shop.example>"}
    maildir.add(letter("Buy 3 and pay for 2!", subject="Offer", date=first["date"], **news))
    host = llmos_host.source("mail", maildir.path).profile("Mira", "me@example.org")
    return host.granting("mail", "mail:read")


def test_a_conversation_is_shown_in_order_without_quotes_and_drafts(host):
    output = host.call("mail.thread", person="Karen", about="lease")
    turns = output.value["turns"]
    assert [turn["sender"] for turn in turns] == ["Karen Doyle", "Mira"]
    assert turns[1]["text"] == "Thanks.\nI will sign it on Friday."
    assert [one.id for one in output.citations] == [turn["id"] for turn in turns]


def test_a_summary_cites_the_mails_and_retells_what_they_say_each_beside_its_mail(host):
    host.scripted(
        "Karen Doyle asks Mira to sign the lease by 27 November.", "“Mira will sign it on Friday.”"
    )
    output = host.call("mail.summarize", person="Karen")
    first, second = output.value["points"]
    assert first["sentence"] == "will you sign the lease by 27 November?"
    assert second["sentence"] == "I will sign it on Friday."
    assert output.value["wording"] == [
        {"id": first["id"], "sentence": "Karen Doyle asks Mira to sign the lease by 27 November."},
        {"id": second["id"], "sentence": "Mira will sign it on Friday."},
    ]
    assert {one.id for one in output.citations} == {first["id"], second["id"]}
    retold = next(block for block in output.blocks if isinstance(block, Items))
    assert [item.cites for item in retold.items] == [first["id"], second["id"]]


def test_what_no_mail_says_is_left_out_of_the_wording_and_that_is_said(host):
    host.scripted("Karen pays 500 euros.", "Karen will sign it on Friday.")
    output = host.call("mail.summarize", person="Karen")
    assert output.value["wording"] == []
    assert "what no mail says" in output.value["notes"][0]


def test_without_a_model_the_sentences_are_shown_alone(host):
    output = host.call("mail.summarize", about="lease")
    assert output.value["wording"] == []
    assert len(output.value["points"]) == 2


def test_the_mail_of_some_days_is_summarized_without_newsletters(host):
    value = host.call("mail.summarize", since="2026-11-16", until="2026-11-16").value
    assert [point["subject"] for point in value["points"]] == ["Lease"]
    assert (
        value["heading"] == "Mail from Mon 16 Nov 2026 to Mon 16 Nov 2026"
        or "16 Nov" in value["heading"]
    )


@pytest.fixture
def saving(host, maildir, tmp_path):
    """The host with a mail that has two files, and a folder to save them in."""
    message = EmailMessage()
    message["From"], message["To"] = "Ana <ana@example.org>", "me@example.org"
    message["Subject"], message["Date"] = "Files", "20 Nov 2026 10:00 +0000"
    message.set_content("Here they are.")
    for name in ("plan.pdf", "../../photo.jpg"):
        message.add_attachment(name.encode(), "application", "octet-stream", filename=name)
    maildir.add(message.as_bytes())
    folder = tmp_path / "saved"
    folder.mkdir()
    host.kernel.add_source("mail", Path(f"saved={folder}"))
    host.folder = folder
    return host.granting("mail", "files:write")


def test_attachments_are_found_by_name_kind_and_sender(saving):
    def found(**wanted):
        return [
            one["name"] for one in saving.call("mail.attachments", **wanted).value["attachments"]
        ]

    assert found() == ["plan.pdf", "photo.jpg"]
    assert found(kind="pdf") == ["plan.pdf"]
    assert found(file_name="PHOTO", sender="ana") == ["photo.jpg"]
    assert found(sender="karen") == []


def test_attachments_are_saved_beside_what_lies_there_and_nowhere_else(saving):
    (saving.folder / "plan.pdf").write_text("mine")
    files = saving.call("mail.save_attachments", person="Ana").value["files"]
    assert [Path(one["place"]).name for one in files] == ["plan (2).pdf", "photo.jpg"]
    assert (saving.folder / "plan.pdf").read_text() == "mine"
    assert (saving.folder / "plan (2).pdf").read_bytes() == b"plan.pdf"
    assert (saving.folder / "photo.jpg").read_bytes() == b"../../photo.jpg"


def test_files_are_saved_from_the_newest_mail_that_has_some(saving, maildir, letter):
    maildir.add(letter("Nothing with it.", date="23 Nov 2026 10:00:00 +0000"))
    files = saving.call("mail.save_attachments", person="Ana").value["files"]
    assert [one["name"] for one in files] == ["plan.pdf", "photo.jpg"]


def test_undo_deletes_what_was_saved_unless_one_of_the_files_was_changed(saving):
    host = saving.granting("mail", "mail:read")
    host.call("mail.save_attachments", person="Ana")
    host.kernel.undo()
    assert list(saving.folder.iterdir()) == []
    host.call("mail.save_attachments", person="Ana")
    (saving.folder / "photo.jpg").write_bytes(b"cropped")
    with pytest.raises(ToolError, match=r"photo\.jpg is gone or was changed"):
        host.kernel.undo()
    assert len(list(saving.folder.iterdir())) == 2


def test_a_folder_outside_is_refused(saving, tmp_path):
    for folder in (str(tmp_path), "..", str(saving.folder / "new")):
        with pytest.raises((ToolError, PermissionDenied)):
            saving.call("mail.save_attachments", person="Ana", folder=folder)
    assert list(saving.folder.iterdir()) == []


def test_without_the_permission_no_file_is_written(saving):
    saving.kernel.revoke("mail", "files:write")
    with pytest.raises(PermissionDenied, match="files:write"):
        saving.call("mail.save_attachments", person="Ana")
    assert list(saving.folder.iterdir()) == []


def test_a_watch_meets_only_what_came_after_it_and_stays_until_it_is_removed(host, letter, maildir):
    host.call("mail.watch", sender="Karen")
    host.call("mail.watch", kind="back in stock")
    assert host.call("mail.watched").value["matches"] == []
    later = "24 Nov 2126 10:00 +0000"
    shop = {"from": "Shop <shop@shop.example>"}
    maildir.add(letter("The lamp is back in stock.", subject="Lamp", date=later, **shop))
    maildir.add(letter("The sofa is not yet back in stock.", subject="Sofa", date=later, **shop))
    matches = host.call("mail.watched").value["matches"]
    assert [(m["watch"]["number"], [one["subject"] for one in m["messages"]]) for m in matches] == [
        (2, ["Lamp"])
    ]
    host.call("mail.unwatch", number=2)
    assert [one["number"] for one in host.call("mail.watches").value["watches"]] == [1]
    assert host.call("mail.watched").value["matches"] == []


def test_a_mail_that_was_on_its_way_is_news_when_it_comes_and_only_once(host, letter, maildir):
    now = datetime.now(UTC)
    ago = format_datetime(now - timedelta(hours=2))
    maildir.add(letter("The rent is due.", subject="there before", date=ago))
    host.call("mail.watch", words="rent")
    maildir.add(letter("The rent is due.", subject="delayed", date=ago))
    maildir.add(letter("The rent is due.", subject="old", date="1 Nov 2020 10:00 +0000"))
    result = host.call("mail.watched").value
    (match,) = result["matches"]
    assert [one["subject"] for one in match["messages"]] == ["delayed"]
    assert host.call("mail.watched", since=result["until"]).value["matches"] == []


def test_a_sender_whom_nobody_is_called_is_pointed_out_when_it_is_watched_for(host):
    (note,) = host.call("mail.watch", sender="the zoo keeper").value["notes"]
    assert note.startswith("Nobody who wrote so far is called “zoo keeper”.")
    assert host.call("mail.watch", sender="Karen").value["notes"] == []


def test_a_condition_is_kept_once_and_an_empty_one_not_at_all(host):
    assert host.call("mail.watch", sender="Karen").value["is_new"]
    assert not host.call("mail.watch", sender="Karen").value["is_new"]
    with pytest.raises(ToolError, match="not said what to watch for"):
        host.call("mail.watch")
    with pytest.raises(ToolError, match="no condition number 9"):
        host.call("mail.unwatch", number=9)


def test_the_tone_of_a_text_needs_no_permission_and_that_of_a_mail_does(llmos_host, host):
    output = llmos_host.call("mail.tone", text="This is outrageous, I have had enough!")
    assert output.value["tone"] == "angry"
    assert "outrageous" in output.value["heard"][0]["words"]
    assert host.call("mail.tone_of_mail", person="Karen").value["source"]["subject"] == "Lease"
    host.kernel.revoke("mail")
    with pytest.raises(PermissionDenied, match="mail:read"):
        host.call("mail.tone_of_mail", person="Karen")


def test_a_rewording_that_loses_a_fact_is_asked_for_again_with_what_is_missing(host):
    host.scripted("Hi, could I have it soon?", "Hi Omar, could I have the 3 files by Friday?")
    text = "Omar, I need the 3 files by Friday. Now."
    value = host.call("mail.reword", text=text, wanted="friendly").value
    assert value["text"] == "Hi Omar, could I have the 3 files by Friday?"
    again = host.engine.requests[1]["messages"][1]["content"]
    assert all(f"keep {fact}" in again for fact in ("omar", "3", "friday"))


def test_what_the_model_gets_wrong_as_a_whole_it_may_get_right_sentence_by_sentence(host):
    text = "Hi Omar,\nI need the 3 files by Friday. You never answered Ines about it."
    host.scripted(
        "Could I have the files?",
        "Could I have the files soon?",
        "Could I have the 3 files by Friday, please?",
        "You never answered at all.",
    )
    value = host.call("mail.reword", text=text, wanted="friendly").value
    assert value["text"] == (
        "Hi Omar,\nCould I have the 3 files by Friday, please? You never answered Ines about it."
    )
    assert "1 sentences stayed" in str(value["notes"])


def test_a_closing_that_the_model_adds_is_left_out(host):
    host.scripted(*["Dear Omar,\n\nplease send it by Friday.\n\nBest regards,\n[Your Name]"] * 2)
    value = host.call("mail.reword", text="Omar, send it by Friday.", wanted="formal").value
    assert value["text"] == "Dear Omar,\n\nplease send it by Friday."


def test_a_rewording_that_stays_wrong_is_refused_and_the_facts_are_named(host):
    host.scripted(*["Please send it by Monday."] * 3)
    with pytest.raises(ToolError, match=r"keep what it says.*not keep friday") as error:
        host.call("mail.reword", text="Send it by Friday.", wanted="formal")
    assert "leave out monday" in error.value.message


def test_the_model_sees_marks_where_the_facts_are_and_is_asked_again_if_it_sounds_as_before(host):
    kind = "Hi {name1}, thank you so much for your lovely help! Could you send it {date1}?"
    host.scripted("{name1}, send it {date1}.", kind)
    value = host.call("mail.reword", text="Omar, send it by Friday.", wanted="friendly").value
    assert value["text"].startswith("Hi Omar, thank you so much")
    assert value["after"] == "friendly"
    first, second = host.engine.requests
    assert first["marks"] == ("{name1}", "{date1}")
    assert "Omar" not in str(first["messages"])
    assert "make it far more friendly" in second["messages"][1]["content"]


def test_a_word_for_the_wanted_answer_hides_no_mail_but_only_where_nothing_is_written(host):
    assert host.call("mail.thread", person="Karen", about="key points").value["subject"] == "Lease"
    with pytest.raises(ToolError, match="no mail from Karen about key points"):
        host.granting("mail", "mail:write", "profile:read").call(
            "mail.reply", person="Karen", about="key points", text="Yes."
        )


def test_a_summary_says_where_only_the_beginning_of_a_mail_was_read(host, letter, maildir):
    text = "\n\n".join(f"The committee agreed on {n} euros." for n in range(400))
    maildir.add(letter(text, subject="Minutes", date="18 Nov 2026 10:00 +0000"))
    notes = host.call("mail.summarize", about="committee").value["notes"]
    assert "“Minutes” is very long; only its beginning was read." in notes
    assert not any(
        "very long" in one for one in host.call("mail.summarize", about="lease").value["notes"]
    )


def test_a_summary_says_so_of_few_but_long_sentences_too(host, letter, maildir):
    sentence = "The committee agreed on " + "one more hour of talks and " * 20 + "500 euros."
    text = "\n\n".join(f"{n} {sentence}" for n in range(50))
    assert len(text) > 20_000
    maildir.add(letter(text, subject="Minutes", date="18 Nov 2026 10:00 +0000"))
    notes = host.call("mail.summarize", about="committee").value["notes"]
    assert "“Minutes” is very long; only its beginning was read." in notes
