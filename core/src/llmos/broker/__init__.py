"""The one place that decides whether a call may run.

broker.py      the decision, and asking the user where there is none yet
flow.py        whether other people's words could have steered where a call goes
provenance.py  typed values: the same address, path, host or id, and which of them a text names
question.py    what a door shows the user, and what the user can answer
grants.py      the answers that were kept
session.py     how long "this session" lasts
"""

from llmos.broker.broker import Broker, Decision, Wish
from llmos.broker.flow import Flow, FlowDecision, decide
from llmos.broker.grants import SCHEMA, Grant, Grants
from llmos.broker.provenance import Provenance
from llmos.broker.question import Answer, Asker, Question, Want

__all__ = [
    "SCHEMA",
    "Answer",
    "Asker",
    "Broker",
    "Decision",
    "Flow",
    "FlowDecision",
    "Grant",
    "Grants",
    "Provenance",
    "Question",
    "Want",
    "Wish",
    "decide",
]
