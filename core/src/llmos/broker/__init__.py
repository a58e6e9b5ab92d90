"""The one place that decides whether a call may run.

broker.py    the decision, and asking the user where there is none yet
question.py  what a door shows the user, and what the user can answer
grants.py    the answers that were kept
session.py   how long "this session" lasts
"""

from llmos.broker.broker import Broker, Decision, Wish
from llmos.broker.grants import SCHEMA, Grant, Grants
from llmos.broker.question import Answer, Asker, Question, Want

__all__ = [
    "SCHEMA",
    "Answer",
    "Asker",
    "Broker",
    "Decision",
    "Grant",
    "Grants",
    "Question",
    "Want",
    "Wish",
]
