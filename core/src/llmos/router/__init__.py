"""Which tool a request means, and with which arguments; never runs anything.

router.py      the way from a request to a call
shortlist.py   which tools the model is shown when there are many
prompt.py      what the model reads
schema.py      what the model may answer, as a pydantic class
offer.py       a tool's parameters as the model is offered them
grounding.py   arguments that the request does not bear out are taken away
"""

from __future__ import annotations

from llmos.router.router import Route, Router
from llmos.router.schema import Check

__all__ = ["Check", "Route", "Router"]
