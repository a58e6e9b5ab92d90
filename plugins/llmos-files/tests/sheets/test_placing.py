"""Where a table goes is no part of what is asked of it."""

from __future__ import annotations

import pytest

from llmos_files.asking.placing import said_place, without_place


@pytest.mark.parametrize(
    ("request_", "into", "at", "asked"),
    [
        ("Insert the sales figures into returns.docx", "returns.docx", None, "the sales figures"),
        ("put the bikes into a.md below To clear up.", "a.md", "To clear up", "the bikes"),
        (
            "copy it to offer.docx in the folder Sales",
            "offer.docx",
            None,
            "it in the folder Sales",
        ),
        ("füge die Summe in n.md unter dem Abschnitt Kosten ein", "n.md", "Kosten", "die Summe"),
        ("total returns", "returns", None, "total returns"),
    ],
)
def test_the_place_and_the_errand_are_told_apart_from_the_question(request_, into, at, asked):
    assert said_place(request_, into) == at
    assert without_place(request_, into, at) == asked
