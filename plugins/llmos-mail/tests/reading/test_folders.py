"""Names of folders."""

from __future__ import annotations

import pytest

from llmos_mail.reading.folders import folder_name, is_aside, is_sent


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("", "Inbox"),
        (".Sent", "Sent"),
        (".Archiv.B&APw-cher", "Archiv/Bücher"),
        ("Archive/2024", "Archive/2024"),
        (".R&-D", "R&D"),
        (".Grüße & mehr.v1_2E0 a_5Fb", "Grüße & mehr/v1.0 a_b"),
        ("plain_2E", "plain_2E"),
        (".bad&x-", "bad&x-"),
        (".no\udcff", "no\\xff"),
    ],
)
def test_folders_are_called_what_the_user_calls_them(written: str, name: str):
    assert folder_name(written) == name


def test_drafts_spam_and_trash_hold_no_exchanged_mail_in_either_language():
    aside = ["Drafts", "Entwürfe", "INBOX/Spam", "[Gmail]/Trash", "Papierkorb", "Junk"]
    assert all(map(is_aside, aside))
    assert not any(map(is_aside, ["Inbox", "Sent", "Binders", "Drafts/kept"]))


def test_sent_mail_is_known_in_either_language():
    assert all(map(is_sent, ["Sent", "Sent Items", "sent-mail", "Gesendet", "x/Gesendete Objekte"]))
    assert not is_sent("Consent")
