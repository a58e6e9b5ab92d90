"""Who and what a clause names, for later clauses that only point at it."""

from __future__ import annotations

import re

from llmos.router.planning.clauses import asks_for
from llmos.router.planning.verbs import READING, effects
from llmos.router.words import mentions_time

_BEFORE = re.compile(
    r"\b(?:with|from|to|by|of|that|what|did|has|does|for|tell|ask|invite|mit|von|an|bei|zu|für|"
    r"hat|avec|de|à|par|pour|d')\s*$",
    re.I,
)
_NAME = re.compile(r"[A-ZÀ-Þ][\w-]+(?:\s+[A-ZÀ-Þ][\w-]+)?")
_COMMAND = frozenset(
    """
    please find search show list get open read look for up give me us the what when which who is are
    was were do did does have i tell summarize summarise such suche finde zeig zeige mir lies öffne
    bitte nach trouve cherche montre lis ouvre moi
    """.split()
) - {"the"}
_TOPIC = re.compile(r"\b(?:about|regarding|concerning|über|sur)\s+", re.I)
_GOAL = re.compile(r"\s+(?:to|at|on|until|auf|um|am|bis|à|au|pour)\s+", re.I)
_ASKED = re.compile(r"^(?:what|was|which\s+\w+|que|qu'est-ce que)\b", re.I)


def names(clause: str) -> list[str]:
    """The names of people in a clause, in their order, those that it is only about first."""
    found: list[str] = []
    topics: list[str] = []
    topic = _TOPIC.search(clause)
    for hit in _NAME.finditer(clause):
        name = hit.group()
        owns = re.match(r"['’]s?\b|s\b", clause[hit.end() :])  # noqa: RUF001 typed by people
        if (_BEFORE.search(clause[: hit.start()]) or owns) and not mentions_time(name):
            is_topic = topic is not None and topic.end() <= hit.start()
            (topics if is_topic else found).append(name)
    return topics + found


def described(clause: str) -> str:
    """What a clause looks for, in its own words: "find the mail about tea" gives "the mail about
    tea"; empty where that is not to be had so simply.
    """
    if _ASKED.match(clause) and names(clause):
        topic = _TOPIC.search(clause)
        return clause[topic.end() :].strip(" .?!") if topic else ""
    rest = _without_goal(clause.strip(" .?!"))
    if effects(clause) != READING:
        return asks_for(rest)
    while rest and (first := re.match(r"[^\W_]+\s*", rest)):
        if first.group().strip().casefold() not in _COMMAND:
            break
        rest = rest[first.end() :]
    return rest


def _without_goal(clause: str) -> str:
    """The clause without the time to which something goes: "move the review to Friday"."""
    for hit in _GOAL.finditer(clause):
        if mentions_time(clause[hit.end() :]):
            return clause[: hit.start()]
    return clause
