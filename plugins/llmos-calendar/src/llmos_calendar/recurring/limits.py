"""How far series are counted. What is beyond is a problem in words."""

from __future__ import annotations

OCCURRENCES = 1_000
"""Of one series in one year."""

YEARS = 60
"""That one question may span."""

SECONDS_A_FILE = 5.0
"""That counting the series of one file may take before the rest of them is left out."""
