"""Mail that expects no answer."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "fields",
    [
        {"list_id": "<hikers.example.org>"},
        {"list_unsubscribe": "<mailto:off@example.org>"},
        {"precedence": "Bulk"},
        {"auto_submitted": "auto-replied; owner-email=x"},
        {"x_autoreply": "yes"},
        {"return_path": "<>"},
        {"from": "no-reply@shop.example"},
        {"from": "Shop <noreply.de@shop.example>"},
        {"from": "MAILER-DAEMON@example.org"},
        {"from": "news+newsletter@example.org"},
    ],
)
def test_lists_newsletters_and_machines_are_bulk(letter, read, fields: dict[str, str]):
    assert read(letter(**fields)).bulk


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"auto_submitted": "no"},
        {"precedence": "normal"},
        {"from": "Alert Eriksson <alerta@example.org>"},
        {"from": "nora.reply@example.org"},
    ],
)
def test_people_are_not(letter, read, fields: dict[str, str]):
    assert not read(letter(**fields)).bulk
