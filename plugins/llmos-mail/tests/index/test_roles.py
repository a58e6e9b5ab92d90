"""Mail from somebody whom nobody is called."""

from __future__ import annotations

import pytest

from llmos_mail.index.roles import is_somebody, search_by_role
from llmos_mail.index.search import Wanted, unknown

DOYLE, ME = "Karen Doyle <k@doyle.example>", "Mira <me@example.org>"


@pytest.fixture
def mail(letter, maildir, index):
    """A letter of the landlord's, who is called so in it only, and the answer."""
    maildir.add(letter("Your landlord says hello.", subject="lease", **{"from": DOYLE}))
    answer = letter("Dear landlord, thank you.", subject="Re: lease", **{"from": ME})
    maildir.add(answer, folder=".Sent")
    index.update(maildir.path)
    return index


def found(mail, sender: str, text: str = "") -> tuple[list[str], str]:
    wanted = Wanted(sender=sender, text=text)
    hits, nobody = search_by_role(mail.connection, wanted, 10, unknown)
    return [one.subject for one in hits.messages], nobody


def test_what_somebody_is_may_stand_in_the_mail_and_ones_own_mail_is_not_theirs(mail):
    assert found(mail, "the landlord") == (["lease"], "the landlord")


def test_a_name_that_somebody_has_is_a_name(mail):
    assert found(mail, "Karen") == (["lease"], "")
    assert found(mail, "Karen's", text="snow") == ([], "")


def test_who_is_nowhere_is_said_too(mail):
    assert found(mail, "dentist") == ([], "dentist")
    assert not is_somebody(mail.connection, "dentist")
    assert not is_somebody(mail.connection, "?!")
