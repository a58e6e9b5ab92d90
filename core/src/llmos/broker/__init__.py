"""The one place that decides whether a call may run.

broker.py      the decision, and asking the user where there is none yet
flow.py        whether other people's words could have steered where a call goes
provenance.py  typed values: the same address, path, host or id, and which of them a text names
question.py    what a door shows the user, and what the user can answer
standing.py    how each needed permission stands by the answers that were kept
grants.py      the answers that were kept
limits.py      the limits that llmos keeps itself: places, and where calls may go
narrowing.py   what a chain of plugins has in common
expiry.py      when an unused answer no longer counts
fitting.py     whether a limit fits its permission
exchange.py    grants as a file that people read
session.py     how long "this session" lasts
"""

from llmos.broker.broker import Broker, Decision, Wish, question_of
from llmos.broker.exchange import Written, read, written
from llmos.broker.expiry import is_expired
from llmos.broker.fitting import fitting
from llmos.broker.flow import Flow, FlowDecision, decide
from llmos.broker.grants import SCHEMA, Grant, Grants, Lasting
from llmos.broker.limits import goings, within
from llmos.broker.narrowing import common
from llmos.broker.provenance import Provenance
from llmos.broker.question import Answer, Asker, Choice, Question, Want
from llmos.broker.standing import CONNECT, Standing

__all__ = [
    "CONNECT",
    "SCHEMA",
    "Answer",
    "Asker",
    "Broker",
    "Choice",
    "Decision",
    "Flow",
    "FlowDecision",
    "Grant",
    "Grants",
    "Lasting",
    "Provenance",
    "Question",
    "Standing",
    "Want",
    "Wish",
    "Written",
    "common",
    "decide",
    "fitting",
    "goings",
    "is_expired",
    "question_of",
    "read",
    "within",
    "written",
]
