"""Phrases about time and number, resolved by rules: in a request no date is ever guessed.

spans.py      what a phrase means
lexicon.py    the words of three languages
tokens.py     a text cut into words and figures
reading.py    numbers and lengths of time
days.py       days: "last Tuesday", "the first of December", "la semaine dernière"
hours.py      times of day
finding.py    whole phrases, with ranges, bounds and hours put together
calendar.py   counting days, weeks, months

Nothing here knows llmos. The general libraries give points in time and guess where a phrase says
little; these rules give spans, and nothing where they know nothing.
"""

from __future__ import annotations

from llmos.router.resolving.calendar import at as at_clock
from llmos.router.resolving.calendar import later
from llmos.router.resolving.finding import find_spans
from llmos.router.resolving.spans import Leaning, Span

__all__ = ["Leaning", "Span", "at_clock", "find_spans", "later"]
