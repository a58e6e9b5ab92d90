"""What mail a condition is met by."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from llmos_mail.index.stored import Stored
from llmos_mail.reading.addresses import Address
from llmos_mail.watching.condition import Condition, is_of
from llmos_mail.watching.kept import Watches


def mail(subject: str, text: str = "", sender: str = "Shop <shop@shop.example>") -> Stored:
    name, _, address = sender.partition(" <")
    return Stored(
        row=1,
        id="1",
        message_id="1@x",
        references=(),
        sent=datetime(2026, 11, 24, tzinfo=UTC),
        noticed=datetime(2026, 11, 24, tzinfo=UTC),
        claimed=None,
        bulk=True,
        subject=subject,
        sender=Address(name, address.rstrip(">")),
        to=(),
        cc=(),
        attachments=(),
        kinds=(),
        text=text,
    )


@pytest.mark.parametrize(
    ("kind", "subject", "met"),
    [
        ("back in stock", "Good news: the lamp is back in stock", True),
        ("back in stock", "Ihr Artikel ist wieder verfügbar", True),
        ("back in stock", "The lamp is not yet back in stock", False),
        ("back in stock", "Der Artikel ist leider nicht wieder verfügbar", False),
        ("parcel", "Your order has been shipped", True),
        ("parcel", "Ihre Bestellung ist unterwegs", True),
        ("invoice", "Rechnung Oktober", True),
        ("invoice", "Neues aus dem Rechnungswesen", False),
        ("answer", "AW: Miete", True),
        ("answer", "Reise nach Rom", False),
        ("cancellation", "Das Konzert fällt aus", True),
        ("appointment", "Einladung zum Elternabend", True),
    ],
)
def test_a_kind_of_mail_is_told_by_its_words(kind, subject, met):
    assert is_of(kind, mail(subject)) is met


def test_all_parts_of_a_condition_must_be_true():
    condition = Condition(sender="shop", words="blue lamp", kind="back in stock")
    assert condition.is_met(mail("Blue lamps are back in stock"))
    assert not condition.is_met(mail("Red lamps are back in stock"))
    assert not condition.is_met(mail("Blue lamps are back in stock", sender="Ana <ana@x.example>"))


def test_a_sender_is_met_by_name_or_address():
    for sender in ("Karen", "karen@lets.example", "doyle"):
        condition = Condition(sender=sender)
        assert condition.is_met(mail("Lease", sender="Karen Doyle <karen@lets.example>"))


def test_a_number_is_never_given_twice_and_a_broken_file_is_said(tmp_path):
    watches = Watches(tmp_path / "watches.json")
    first = watches.add(Condition(sender="a"), 1)
    watches.remove(first.number)
    assert watches.add(Condition(sender="b"), 2).number == 2
    (tmp_path / "watches.json").write_text("{")
    with pytest.raises(ValueError, match="cannot be read"):
        watches.all()
