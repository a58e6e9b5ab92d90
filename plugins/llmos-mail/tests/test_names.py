"""Names as people say them."""

from __future__ import annotations

import pytest

from llmos_mail.names import bare, is_called


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("the landlord", "landlord"),
        ("my sister's", "sister"),
        ("Karen\N{RIGHT SINGLE QUOTATION MARK}s", "Karen"),
        ("der Praxis", "Praxis"),
        ("Ines Carvalho", "Ines Carvalho"),
        ("An", "An"),
        ("the", "the"),
        ("", ""),
    ],
)
def test_a_name_is_said_with_an_article_or_as_an_owner(said: str, name: str):
    assert bare(said) == name


def test_all_words_of_a_name_must_be_there():
    assert is_called("the doyle", "Karen Doyle k@example.org")
    assert not is_called("Karen Miller", "Karen Doyle k@example.org")
