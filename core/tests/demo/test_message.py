"""Messages as they travel: headers, quotes, alternatives, marks of lists and machines."""

from __future__ import annotations

import mailbox
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path

import msgspec

from llmos.demo import SampleHome, html
from llmos.demo.letters import write_letters
from llmos.demo.life import read_life
from llmos.demo.mbox import write_mbox

from .conftest import NOW, Mail


def one(mail: Mail, subject: str, sender: str = "") -> EmailMessage:
    """The only message of this subject, from this sender."""
    found = [m for m in mail if m["Subject"] == subject and sender in str(m["From"])]
    assert len(found) == 1
    return found[0]


def text(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_every_message_parses_without_a_defect(mail: Mail) -> None:
    assert len(mail) > 80
    for message in mail:
        for part in message.walk():
            assert part.defects == []
            for value in part.values():
                assert getattr(value, "defects", ()) == ()
            if not part.is_multipart():
                assert part.get_content()


def test_answers_refer_to_their_thread(mail: Mail) -> None:
    known = {message["Message-ID"]: message for message in mail}
    answers = [message for message in mail if message["In-Reply-To"]]
    assert len(answers) > 30
    for message in answers:
        parent = known[message["In-Reply-To"]]
        ancestors = (parent["References"] or "").split()
        assert message["References"].split() == [*ancestors, parent["Message-ID"]]


def test_answers_quote_what_they_answer_in_both_languages(mail: Mail) -> None:
    english = text(one(mail, "Re: Churn without the test dealers"))
    assert "On Thu, 26 Feb 2026 at 11:14, Mira Sommer <mira.sommer@nordlicht" in english
    assert "\n> Hi Priya,\n>\n> the churn figures" in english
    german = text(one(mail, "AW: Wasserhahn in der Küche"))
    assert "Am Fr., 27. Februar 2026 um 07:40 Uhr schrieb Mira Sommer <mira.sommer@" in german
    assert "\n> Guten Morgen Herr Petersen,\n" in german


def test_quotes_carry_the_quotes_below_them(mail: Mail) -> None:
    thanks = [m for m in mail if m["Subject"] == "AW: Protokoll der Vorstandssitzung"][-1]
    assert "> > > Moin Mira," in text(thanks)


def test_signatures_stand_between_words_and_quote(mail: Mail) -> None:
    answer = text(one(mail, "Re: Two containers from Gdynia"))
    own, signature, quote = answer.index("back at"), answer.index("-- \n"), answer.index("\n> ")
    assert own < signature < quote


def test_the_account_of_the_thread_answers(mail: Mail) -> None:
    assert "mira.sommer@nordlicht.example.com" in one(mail, "Re: Photographer", "Mira")["From"]
    assert "mira.sommer@example.org" in one(mail, "AW: Steuer")["From"]


def test_newsletters_come_as_text_and_html_with_a_way_to_leave(mail: Mail) -> None:
    issue = one(mail, "Ready for the mountains?")
    assert issue.get_content_type() == "multipart/alternative"
    html = issue.get_body(("html",))
    assert html is not None
    assert '<a href="https://alpenglow.example.com/first-day">' in html.get_content()
    assert issue["List-Unsubscribe"]


def test_a_shop_writes_html_only(mail: Mail) -> None:
    notice = one(mail, "Back in stock: Tindra 40 backpack, moss green")
    assert notice.get_content_type() == "text/html"
    assert "back in stock" in notice.get_content()


def test_what_comes_through_a_list_says_so_and_what_she_sends_to_it_does_not(mail: Mail) -> None:
    through = [m for m in mail if "fleet-data@" in str(m["To"])]
    assert len(through) > 4
    for message in through:
        assert bool(message["List-Id"]) == ("Mira" not in message["From"])


def test_machines_say_that_they_are_machines(mail: Mail) -> None:
    away = one(mail, "Automatic reply: Two containers from Gdynia")
    assert away["Auto-Submitted"] == "auto-replied"
    assert one(mail, "Nightly export finished")["Auto-Submitted"] == "auto-generated"


def test_no_person_is_marked_as_a_list_or_a_machine(mail: Mail, sample: SampleHome) -> None:
    open_ids = {label.message for label in sample.expected}
    for message in mail:
        if message["Message-ID"] in open_ids:
            assert not {"List-Id", "List-Unsubscribe", "Auto-Submitted"} & set(message.keys())


def test_a_stranger_tries_to_give_orders_to_whatever_reads_the_mail(mail: Mail) -> None:
    bait = one(mail, "Your mailbox will be closed on 12 March")
    assert "earlier\ninstructions no longer apply" in text(bait)
    assert "nordlicht-account-desk.example.net" in bait["From"]


def test_no_placeholder_is_left(mail: Mail) -> None:
    for message in mail:
        part = message.get_body(("plain",))
        assert "{" not in message["Subject"]
        assert part is None or "{" not in part.get_content()
        for attachment in message.iter_attachments():
            assert "{" not in (attachment.get_filename() or "")


def test_html_shows_marks_of_its_own_as_text() -> None:
    letter = write_letters(read_life(), NOW).letters[0]
    page = html.page(msgspec.structs.replace(letter, subject="Tea & <b>", text="1 < 2\n"))
    assert "<h1>Tea &amp; &lt;b&gt;</h1>" in page
    assert "<p>1 &lt; 2</p>" in page


def test_a_line_that_begins_with_from_does_not_split_an_mbox(tmp_path: Path) -> None:
    letter = write_letters(read_life(), NOW).letters[0]
    strange = msgspec.structs.replace(letter, text="Hello,\n\nFrom here on it is easy.\n")
    write_mbox(tmp_path / "two.mbox", [strange, letter], frozenset())
    with closing(mailbox.mbox(tmp_path / "two.mbox")) as box:
        assert len(box) == 2
