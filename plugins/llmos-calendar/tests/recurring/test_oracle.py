"""Generated series happen when icalendar, recurring-ical-events and dateutil say that they do.

`LLMOS_ORACLE_RULES` sets how many are tried; `nox -s oracle` tries 5,000.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

from hypothesis import HealthCheck, given, settings

_SPEC = importlib.util.spec_from_file_location("oracle_rules", Path(__file__).with_name("rules.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
rules = importlib.util.module_from_spec(_SPEC)
sys.modules[_SPEC.name] = rules
_SPEC.loader.exec_module(rules)

_RULES = int(os.environ.get("LLMOS_ORACLE_RULES", "200"))


@given(rules.cases())
@settings(max_examples=_RULES, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_series_happens_when_other_libraries_say(case):
    assert rules.ours(case) == rules.theirs(case), case.rule
