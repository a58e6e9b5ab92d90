"""Mail and calendar together: appointments out of mails, invitations as drafts."""

from __future__ import annotations

import email.message
from importlib.util import find_spec

import pytest

from llmos.errors import PermissionDenied, ToolError

pytestmark = pytest.mark.skipif(
    find_spec("llmos_mail") is None or find_spec("jsonschema") is None,
    reason="these tests need llmos-mail and the extra `local` of llmos",
)

DINNER = """Dear Mira,

would you come to dinner on Thursday, 26 November, at 19:30? Our place, Ottersbekallee 5.

Ana
"""
READ = {
    "is_there": True,
    "title": "Dinner at Ana's",
    "day": "2026-11-26",
    "clock": "19:30",
    "place": "Ottersbekallee 5",
}


@pytest.fixture
def both(calendar, tmp_path):
    """A calendar and a mailbox in which Ana asks to dinner."""
    letter = email.message.EmailMessage()
    letter["From"] = "Ana Duarte <ana@example.org>"
    letter["To"] = "mira@example.org"
    letter["Subject"] = "Dinner?"
    letter["Date"] = "Sat, 21 Nov 2026 12:12:12 +0100"
    letter["Message-ID"] = "<dinner@example.org>"
    letter.set_content(DINNER)
    maildir = tmp_path / "Maildir"
    for name in ("cur", "new", "tmp", ".Drafts/cur", ".Drafts/new", ".Drafts/tmp"):
        (maildir / name).mkdir(parents=True)
    (maildir / "cur" / "1764000000.M1P1.host:2,S").write_bytes(letter.as_bytes())
    calendar.host.profile("Mira Sommer", "mira@example.org").source("mail", maildir)
    return calendar


def granted(both, *permissions):
    both.host.granting("calendar", *permissions)
    return both


def test_the_dinner_that_ana_wrote_about_comes_into_the_calendar(both):
    granted(both, "mail:read").host.scripted(READ)
    both.call("add_from_mail", sender="Ana", about="dinner")
    assert both.titles("2026-11-26", text="dinner") == ["2026-11-26T19:30 Dinner at Ana's"]
    (found,) = both.call("events", since="2026-11-26", text="dinner")["events"]
    assert found["place"] == "Ottersbekallee 5"


def test_the_user_sees_the_sentence_that_says_so(both):
    granted(both, "mail:read").host.scripted(READ)
    both.call("add_from_mail", sender="Ana", about="dinner")
    told = str(both.host.shown[-1].preview)
    assert "would you come to dinner on Thursday" in told
    assert "SUMMARY:Dinner at Ana" in told


@pytest.mark.parametrize(
    "wrong", [{"day": "2026-11-27"}, {"clock": "18:15"}, {"day": "2029-11-26"}]
)
def test_what_the_mail_does_not_say_is_not_written(both, wrong):
    granted(both, "mail:read").host.scripted({**READ, **wrong})
    with pytest.raises(ToolError, match="clearly when"):
        both.call("add_from_mail", sender="Ana", about="dinner")
    assert both.titles("2026-11-26", "2026-11-30", text="dinner") == []


def test_a_mail_without_an_appointment_is_said_to_have_none(both):
    nothing = {"is_there": True, "title": "", "day": "", "clock": "", "place": ""}
    granted(both, "mail:read").host.scripted(nothing)
    with pytest.raises(ToolError, match="tells of none"):
        both.call("add_from_mail", sender="Ana", about="dinner")


def test_a_place_that_the_mail_does_not_name_is_left_out(both):
    granted(both, "mail:read").host.scripted({**READ, "place": "Hotel Atlantic"})
    both.call("add_from_mail", sender="Ana", about="dinner")
    (found,) = both.call("events", since="2026-11-26", text="dinner")["events"]
    assert found["place"] == ""


def test_without_the_permission_for_mail_no_mail_is_read(both):
    both.host.kernel.reach(None)
    with pytest.raises(PermissionDenied, match="mail:read"):
        both.call("add_from_mail", sender="Ana", about="dinner")


def test_an_invitation_is_a_draft_in_the_mail(both, tmp_path):
    granted(both, "mail:read", "mail:write", "profile:read")
    answer = both.call("invite", event="quarterly review", to=["ana@example.org"], message="Come!")
    assert answer["draft"]
    drafts = [path for path in (tmp_path / "Maildir" / ".Drafts").rglob("*") if path.is_file()]
    told = drafts[0].read_text()
    assert "ana@example.org" in told
    assert "Quarterly review" in told
    assert "14:00-15:30" in told
