"""A sentence in a model's words is shown only if the mail says it in the same sense."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from llmos_mail.index.stored import Stored
from llmos_mail.reading.addresses import Address
from llmos_mail.summaries.bearing import bears_out
from llmos_mail.summaries.extract import Point

KAREN = Address("Karen Doyle", "karen@lets.example")
MIRA = Address("Mira Sommer", "mira@example.org")


def point(sentence: str, subject: str = "Your lease") -> Point:
    """A sentence that Karen wrote to Mira."""
    message = Stored(
        row=1,
        id="1",
        message_id="1@x",
        references=(),
        sent=datetime(2026, 11, 24, tzinfo=UTC),
        noticed=datetime(2026, 11, 24, tzinfo=UTC),
        claimed=None,
        bulk=False,
        subject=subject,
        sender=KAREN,
        to=(MIRA,),
        cc=(),
        attachments=(),
        kinds=(),
        text=sentence,
    )
    return Point(message, sentence, 1.0)


@pytest.mark.parametrize(
    ("said", "retold"),
    [
        ("Will you sign it by 27 November?", "Karen asks Mira to sign it by 27 November."),
        ("Does it cover a guest who stays?", "Karen Doyle asks if it covers a guest who stays."),
        ("Mira, when is the house sold?", "Karen asks when the house is sold."),
        ("Are you free on Sunday?", "Karen asks Mira Sommer if she is free on Sunday."),
        ("I'll send it back to you on Friday.", "Karen will send it back to Mira on Friday."),
        ("Then I will sign it.", "Karen will sign the lease."),
        ("the cellar is now part of it.", "Karen says that the cellar is now part of the lease."),
        ("We cannot come on 3 May.", "Karen says that they cannot come on 3 May."),
        ("Können Sie mir Fotos schicken?", "Karen bittet Mira, Fotos zu schicken."),
        ("Den Entwurf schicke ich bis Montag.", "Karen wird den Entwurf bis Montag schicken."),
        ("Peux-tu m'apporter les clés lundi ?", "Karen demande à Mira d'apporter les clés lundi."),
    ],
)  # fmt: skip
def test_what_the_mail_says_may_be_said(said: str, retold: str):
    assert bears_out(point(said), retold)


@pytest.mark.parametrize(
    ("said", "retold"),
    [
        ("Are you free on Sunday?", "Karen will be free on Sunday."),
        ("Are you free on Sunday?", "Karen says that Mira is free on Sunday."),
        ("Could you look over the list?", "Karen will look over the list."),
        ("Can you send me the photo of Lena?", "Karen sent the photo of Lena to Mira."),
        ("I'll send you the slides by Thursday.", "Karen sent the slides by Thursday."),
        ("I'll send you the slides by Thursday.", "Karen asks for the slides by Thursday."),
        ("I'll send you the slides by Thursday.", "Mira will send the slides by Thursday."),
        ("I'll send you the slides by Thursday.", "Karen will send the slides by Friday."),
        ("I'll send you the slides by Thursday.", "Karen will send you the slides by Thursday."),
        ("I'll send you 12 slides.", "Karen will send 20 slides."),
        ("We cannot come on 3 May.", "Karen says that they can come on 3 May."),
        ("Maybe we come on 3 May.", "Karen says that they come on 3 May."),
        ("From when to when is it closed?", "Karen asks if it is closed."),
        ("the house is big and old.", "Karen confirmed the big old house is sold."),
        ("the house is big and old.", "Karen says so."),
        ("Is the house sold?", "Karen asks if he sold the house."),
        ("Den Entwurf schicke ich Ihnen.", "Karen schickt Ihnen den Entwurf."),
        ("I will sign it.", ""),
    ],
)  # fmt: skip
def test_what_the_mail_does_not_say_is_left_out(said: str, retold: str):
    assert not bears_out(point(said), retold)
