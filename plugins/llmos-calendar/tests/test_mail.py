"""Mail and calendar together: appointments out of mails, invitations as drafts."""

from __future__ import annotations

import email.message
import email.policy
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from zoneinfo import ZoneInfo

import icalendar
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
    mail = drafted(tmp_path)
    assert mail["To"] == "ana@example.org"
    told = mail.get_body(("plain",)).get_content()
    assert "Quarterly review" in told
    assert "14:00-15:30" in told


def test_other_programs_can_answer_an_invitation(event, both, tmp_path):
    granted(both, "mail:read", "mail:write", "profile:read")
    lines = ("DTSTART;TZID=Europe/Berlin:20261127T190000", "DURATION:PT2H", "SUMMARY:Dinner")
    private = ("DESCRIPTION:Omar must not know", "X-SECRET:1", "SEQUENCE:3")
    alarm = ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT30M", "END:VALARM")
    both.folder.put("dinner.ics", event(*lines, *private, *alarm, uid="dinner@example.org"))
    both.call("invite", event="dinner", to=["ana@example.org", "Omar <omar@example.org>"])
    shown = str(both.host.shown)
    assert "SEQUENCE:3" in shown
    assert "VTIMEZONE" not in str([one.preview for one in both.host.shown])
    (found,), method = invitation(drafted(tmp_path))
    assert method == "REQUEST"
    assert found["UID"] == "dinner@example.org"
    assert found["SEQUENCE"] == 3
    assert found["ORGANIZER"] == "mailto:mira@example.org"
    assert found.start == datetime(2026, 11, 27, 19, tzinfo=ZoneInfo("Europe/Berlin"))
    assert found.end - found.start == timedelta(hours=2)
    guests = found["ATTENDEE"]
    assert guests == ["mailto:ana@example.org", "mailto:omar@example.org"]
    assert {one.params["PARTSTAT"] for one in guests} == {"NEEDS-ACTION"}
    assert {one.params["RSVP"] for one in guests} == {"TRUE"}
    assert "Omar must not know" not in found.to_ical().decode()
    assert not found.subcomponents


@pytest.mark.parametrize(("answer", "repeats"), [("the whole series", True), ("only", False)])
def test_it_is_asked_whether_a_series_is_meant(both, tmp_path, answer, repeats):
    granted(both, "mail:read", "mail:write", "profile:read").host.choosing(answer)
    both.call("invite", event="stand-up", to=["ana@example.org"])
    (event,), _ = invitation(drafted(tmp_path))
    assert ("RRULE" in event) is repeats
    assert ("RECURRENCE-ID" in event) is not repeats
    if not repeats:
        assert event["RECURRENCE-ID"].dt == datetime(2026, 11, 25, 8, 15, tzinfo=UTC)
        assert event.start == datetime(2026, 11, 25, 9, 15, tzinfo=ZoneInfo("Europe/Berlin"))


def test_of_what_somebody_else_organizes_it_only_tells(both, tmp_path):
    both.host.profile("Mira Sommer", "other@example.org")
    granted(both, "mail:read", "mail:write", "profile:read")
    answer = both.call("invite", event="quarterly review", to=["ana@example.org"])
    assert "Ines Carvalho organizes it" in str(answer["notes"])
    (event,), method = invitation(drafted(tmp_path))
    assert (method, event["ORGANIZER"]) == ("PUBLISH", "mailto:ines@example.com")
    assert "ATTENDEE" not in event


def drafted(tmp_path):
    """The one mail among the drafts."""
    drafts = [path for path in (tmp_path / "Maildir" / ".Drafts").rglob("*") if path.is_file()]
    return email.message_from_bytes(drafts[0].read_bytes(), policy=email.policy.default)


def invitation(mail):
    """The events of the file in a mail, as the icalendar library reads them, and its method."""
    (part,) = [part for part in mail.walk() if part.get_filename() == "invite.ics"]
    assert part.get_content_type() == "text/calendar"
    read = icalendar.Calendar.from_ical(part.get_content())
    assert not read.errors
    assert part.get_param("method") == read["METHOD"]
    return read.events, read["METHOD"]
