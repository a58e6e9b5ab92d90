"""What of a message is shown where it was found."""

from __future__ import annotations

from llmos_mail.excerpts import excerpt

QUOTE = "On Mon, 2 Nov 2026, Bo wrote:\n> > Is the lease ready?\n> I think so.\n"


def test_the_writers_own_words_are_shown_also_where_only_the_quote_has_the_wanted_one():
    assert excerpt(f"Yes, it is.\n\n{QUOTE}", "lease") == "Yes, it is."


def test_of_a_message_that_only_quotes_the_quote_is_shown_without_its_marks():
    assert excerpt("> > Is the lease ready?\n> I think so.", "lease") == (
        "Is the lease ready? I think so."
    )


def test_a_word_far_down_is_shown_unless_it_is_quoted_there():
    long = "word\n" * 1_000
    assert "the lease" in excerpt(f"{long}Here is the lease.\n", "lease")
    assert "lease" not in excerpt(f"{long}> Here is the lease.\n", "lease")
