"""The tools, called as a worker calls them."""

from __future__ import annotations

import os
from array import array
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from llmos import Context, Items, Profile, Source, Text, ToolError
from llmos.scope import FULL
from llmos_mail.settings import MailSettings
from llmos_mail.tools.attaching import attachments
from llmos_mail.tools.conversing import summarize, thread
from llmos_mail.tools.finding import read, search
from llmos_mail.tools.following_up import follow_ups
from llmos_mail.tools.indexing import inspect, refresh, status
from llmos_mail.tools.waiting import wait

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def ctx(tmp_path: Path, maildir) -> Context:
    """A run with one Maildir, for somebody called Mira."""
    (tmp_path / "data").mkdir()
    return Context(
        plugin="mail",
        data=tmp_path / "data",
        now=NOW,
        sources=(Source("maildir", maildir.path),),
        settings=MailSettings(),
        profile=Profile("Mira", ("me@example.org",)),
        scopes={"mail:read": FULL},
    )


def on(day: int, hour: int = 12) -> str:
    return f"{day} Nov 2026 {hour:02}:00:00 +0100"


def test_the_first_search_indexes_what_is_there_and_later_ones_what_is_new(ctx, letter, maildir):
    maildir.add(letter("about the lease", subject="one"))
    assert search(ctx, text="lease").total == 1
    maildir.add(letter("the lease again", subject="two"))
    assert [line.subject for line in search(ctx, text="lease").messages] == ["two", "one"]


def test_until_includes_its_day_and_since_too_in_the_users_zone(ctx, letter, maildir):
    maildir.add(letter(subject="late", date="10 Nov 2026 22:30:00 +0000"))
    maildir.add(letter(subject="later", date="10 Nov 2026 23:30:00 +0000"))
    found = {
        day: [line.subject for line in search(ctx, since=day, until=day).messages]
        for day in (date(2026, 11, 10), date(2026, 11, 11))
    }
    assert found == {date(2026, 11, 10): ["late"], date(2026, 11, 11): ["later"]}


def test_a_forged_date_does_not_stand_first_for_ever_and_is_named(ctx, letter, maildir):
    came = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    forged = maildir.add(letter("WIN", subject="Win", date="Fri, 31 Dec 9999 23:59:59 +0000"))
    os.utime(forged, (came.timestamp(), came.timestamp()))
    answer = letter("no", subject="Re: Win", date=on(4), in_reply_to="<1@example.org>")
    maildir.add(letter(subject="News", date=on(3)))
    maildir.add(answer)
    result = search(ctx)
    assert [line.subject for line in result.messages] == ["Re: Win", "News", "Win"]
    said = "Mon 2 Nov 2026, 10:00 (when it came; it claims to be of Fri 31 Dec 9999)"
    assert said in result.messages[-1].item().note
    whole = read(ctx, id=result.messages[-1].id)
    assert [said in str(block) for block in whole.rendering()].count(True) == 1
    turns = thread(ctx, id=whole.id).turns
    assert [(turn.sent.day, turn.claimed) for turn in turns] == [(2, date(9999, 12, 31)), (4, None)]
    assert search(ctx, since=date(2026, 11, 5)).total == 0


@pytest.mark.parametrize("tool", [search, attachments, summarize])
def test_a_last_day_before_the_first_is_refused_and_not_nothing_found(ctx, tool):
    with pytest.raises(ToolError, match="last day, 2026-11-01, comes before the first, 2026-11-09"):
        tool(ctx, since=date(2026, 11, 9), until=date(2026, 11, 1))


def test_a_list_shows_who_when_where_and_why(ctx, letter, maildir):
    text = "Hello,\nthe new lease is ready.\n\n> did you see the old lease?\n"
    maildir.add(letter(text, subject="Lease", date=on(10)), new=True)
    result = search(ctx, text="lease")
    (line,) = result.messages
    assert line.excerpt == "Hello, the new lease is ready."
    (items,) = result.rendering()
    assert isinstance(items, Items)
    assert items.items[0].note == "Ana Duarte · Tue 10 Nov 2026, 12:00 · Inbox · unread"
    assert [one.id for one in result.citations()] == [line.id] == [items.items[0].cites]


def test_an_unknown_folder_names_the_known_ones(ctx, letter, maildir):
    maildir.add(letter(), folder=".Sent")
    with pytest.raises(ToolError, match="'nowhere'") as error:
        search(ctx, folder="nowhere")
    assert error.value.hint == "There are: Sent."
    assert search(ctx, folder="SENT").total == 1


def test_nothing_found_is_said(ctx):
    assert search(ctx, text="x").rendering() == [Text("No message fits.")]


def test_a_message_is_read_by_the_id_that_search_shows(ctx, letter, maildir):
    maildir.add(letter("All of the text.", subject="Read me", cc="Bo <bo@example.org>"))
    (line,) = search(ctx).messages
    message = read(ctx, id=f" {line.id.upper()} ")
    assert (message.text, message.cc) == ("All of the text.", ["Bo <bo@example.org>"])
    assert message.citations()[0].id == line.id
    assert message.rendering()[0] == Text("Read me", "heading")


def test_what_could_not_be_read_of_a_message_is_said_with_it(ctx, letter, maildir):
    maildir.add(letter(date="never"))
    (line,) = search(ctx).messages
    assert "no readable date" in read(ctx, id=line.id).notes[0]


def test_an_unknown_id_is_a_sentence(ctx):
    with pytest.raises(ToolError, match="no message with the id '123456789abc'"):
        read(ctx, id="123456789abc")


def test_follow_ups_come_in_two_groups_with_their_sentences(ctx, letter, maildir):
    maildir.add(letter("When do you arrive?", subject="Trip", date=on(20)))
    sent = {"from": "me@example.org", "to": "Bo <bo@example.org>", "date": on(18)}
    maildir.add(letter("Can you send me the photos?", subject="Photos", **sent), folder=".Sent")
    result = follow_ups(ctx)
    assert [line.sentence for line in result.mine] == ["When do you arrive?"]
    assert [(line.person, line.days_waiting) for line in result.theirs] == [("Bo", 6)]
    mine, theirs = result.rendering()
    assert isinstance(mine, Items)
    assert isinstance(theirs, Items)
    assert (mine.heading, theirs.heading) == ("You owe", "Owed to you")
    assert mine.items[0].note == "asked on Fri 20 Nov 2026, 4 days ago"
    assert [one.where for one in result.citations()] == ["from Ana Duarte", "to Bo"]


def test_follow_ups_can_be_narrowed(ctx, letter, maildir):
    maildir.add(letter("When do you arrive?", date=on(20)))
    maildir.add(letter("Who has the key?", date=on(10), **{"from": "Bo <bo@example.org>"}))
    maildir.add(letter("Was it you?", date="20 Aug 2026 10:00:00 +0000"))

    def asked(**narrowing: object) -> list[str]:
        return [line.sentence for line in follow_ups(ctx, **narrowing).mine]

    assert asked() == ["Who has the key?", "When do you arrive?"]
    assert asked(person="BO") == ["Who has the key?"]
    assert asked(since=date(2026, 11, 11)) == ["When do you arrive?"]
    assert asked(until=date(2026, 11, 10)) == ["Who has the key?"]
    assert asked(since=date(2026, 8, 1), until=date(2026, 8, 31)) == ["Was it you?"]
    assert asked(direction="theirs") == []


def test_how_far_back_follow_ups_look_can_be_set(ctx, letter, maildir):
    maildir.add(letter("Was it you?", date=on(1)))
    assert follow_ups(ctx).mine
    ctx.settings = MailSettings(follow_up_days=10)
    result = follow_ups(ctx)
    assert result.rendering() == [Text("Nothing is open since Sat 14 Nov 2026.")]


def test_drafts_and_spam_neither_ask_nor_answer(ctx, letter, maildir):
    maildir.add(letter("Do you want money?", date=on(20)), folder=".Junk")
    question = letter("When do you arrive?", date=on(20), message_id="<q@example.org>")
    maildir.add(question)
    answer = {"from": "me@example.org", "to": "ana@example.org", "in_reply_to": "<q@example.org>"}
    draft = maildir.add(letter("At nine.", date=on(21), **answer), folder=".Drafts")
    assert [line.sentence for line in follow_ups(ctx).mine] == ["When do you arrive?"]
    maildir.folder(".Sent")
    draft.rename(maildir.path / ".Sent" / "cur" / draft.name)
    assert follow_ups(ctx).mine == []


def test_without_an_address_of_ones_own_follow_ups_say_what_to_do(ctx):
    ctx._profile = Profile("Mira")
    with pytest.raises(ToolError, match="does not know your mail addresses") as error:
        follow_ups(ctx)
    assert "llmos setup" in error.value.hint


def test_an_index_run_counts_what_it_did(ctx, letter, maildir):
    gone = maildir.add(letter())
    maildir.add(letter(date="never"))
    report = refresh(ctx)
    assert (report.messages, report.added, report.problems) == (2, 2, 1)
    gone.unlink()
    report = refresh(ctx)
    assert (report.messages, report.added, report.removed) == (1, 0, 1)


def test_while_another_process_indexes_searches_go_on_and_say_so(ctx, letter, maildir):
    from llmos import only_one

    maildir.add(letter())
    refresh(ctx)
    maildir.add(letter())
    with only_one(ctx.data / "mail.lock"):
        result = search(ctx)
        assert result.total == 1
        assert "being indexed right now" in result.notes[0]
        with pytest.raises(ToolError, match="another process"):
            refresh(ctx)


def test_an_index_that_cannot_be_written_is_a_sentence(ctx, letter, maildir):
    maildir.add(letter())
    (ctx.data / "mail.db").mkdir()
    with pytest.raises(ToolError, match=r"mail\.db cannot be used") as error:
        search(ctx)
    assert "free space" in error.value.hint


def test_a_source_that_is_gone_is_said_and_the_others_are_searched(ctx, letter, maildir, tmp_path):
    maildir.add(letter())
    ctx.sources = (*ctx.sources, Source("mbox", tmp_path / "gone"))
    result = search(ctx)
    assert result.total == 1
    assert str(tmp_path / "gone") in result.notes[0]
    assert "gone" in inspect(ctx).notes[0]


def test_inspecting_counts_messages_and_guesses_whose_they_are(ctx, letter, maildir, tmp_path):
    for number in range(10):
        maildir.add(letter(to="me@example.org", **{"from": f"p{number}@example.org"}))
        maildir.add(
            letter(to=f"p{number}@example.org", **{"from": "me@work.example"}), folder=".Sent"
        )
    separator = b"From p1@example.org Mon Nov  2 10:00:00 2026\n"
    (tmp_path / "box").write_bytes(separator + letter(to="me@example.org"))
    ctx.sources = (*ctx.sources, Source("mbox", tmp_path / "box"))
    report = inspect(ctx)
    assert [(line.kind, line.messages) for line in report.sources] == [("maildir", 20), ("mbox", 1)]
    assert report.addresses == ["me@example.org", "me@work.example"]
    assert not (ctx.data / "mail.db").exists()


def test_in_one_box_for_all_only_who_writes_and_gets_mail_can_be_its_owner(ctx, letter, tmp_path):
    separator = b"From x@example.org Mon Nov  2 10:00:00 2026\n"
    got = [letter(to="me@example.org, list@example.org", subject=f"{n}") for n in range(5)]
    sent = letter(to="bo@example.org", **{"from": "me@example.org"})
    (tmp_path / "box").write_bytes(b"".join(separator + one + b"\n" for one in [*got, sent]))
    ctx.sources = (Source("mbox", tmp_path / "box"),)
    assert inspect(ctx).addresses == ["me@example.org"]


def test_the_status_says_what_is_indexed_and_what_was_passed_over_and_why(ctx, letter, maildir):
    maildir.add(letter(subject="whole"))
    maildir.add(letter(subject="undated", date="never"))
    maildir.add(b"", folder=".Archive")
    refresh(ctx)
    maildir.add(letter(subject="later"))
    found = status(ctx)
    assert found.messages == 2
    assert [(one.messages, one.unread) for one in found.sources] == [(2, 1)]
    empty, undated = found.flaws
    assert (empty.folder, empty.subject, empty.id) == ("Archive", "", "")
    assert "It is empty" in empty.why
    assert (undated.subject, len(undated.id)) == ("undated", 12)
    assert sorted(found.reasons.values()) == [1, 1]
    assert found.meanings_left == 2
    assert [type(block).__name__ for block in found.rendering()] == [
        "Text", "Table", "Table", "Table", "Text",
    ]  # fmt: skip


def test_the_status_of_no_index_is_an_empty_one(ctx):
    assert status(ctx).rendering() == [Text("0 messages can be searched by their text.")]


class Learner:
    """A model that only embeds, and finds all texts alike."""

    embeds = True

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        """The same direction for each."""
        return [array("f", [1.0, *[0.0] * 383]).tobytes()] * len(texts)


def test_what_mail_is_about_is_learnt_in_steps_and_watching_does_not_wait_between_them(
    ctx, letter, maildir, monkeypatch
):
    monkeypatch.setattr(Context, "model", Learner())
    ctx.settings = MailSettings(meanings_at_once=2)
    for number in range(3):
        maildir.add(letter(f"about {number}", subject=f"{number}"))
    report = refresh(ctx)
    assert report.meanings_left == 1
    assert "are about is learnt by later runs" in str(report.rendering())
    assert wait(ctx).changed
    assert refresh(ctx).meanings_left == 0
    assert status(ctx).meanings_left == 0
