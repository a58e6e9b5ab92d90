"""Requests that need several calls, as a plan: made of the request and the tools alone.

clauses.py    the request cut into clauses that each ask for one thing
pointing.py   words of a clause that point back: "it", "her", "that mail"
naming.py     who and what earlier clauses name
linking.py    which arguments the result of an earlier step brings, by kind
lookups.py    steps that nobody said: "the review with Ines" must be found before it is moved
saying.py     arguments that stand in a clause as they are
verbs.py      what the verb of a clause lets a step do
picking.py    the tool of each clause
making.py     one plan in the making
planner.py    the way from a request to a plan
plan.py       the plan itself

Nothing here sees a result. So what a mail says can choose among the records that a step found, at
most, and never adds a tool or a step.
"""

from __future__ import annotations

from llmos.router.planning.linking import FACETS
from llmos.router.planning.plan import MOST_STEPS, Plan, Ref, Step
from llmos.router.planning.planner import Planner

__all__ = ["FACETS", "MOST_STEPS", "Plan", "Planner", "Ref", "Step"]
