"""What a text parameter is for, read from its name and description.

author, recipient, person   somebody: who wrote, who gets it, anybody else
task                        what somebody is to be reminded of
title                       what something new is called
thing                       what the call is about, by name or description: an event, a document
topic                       words that something is about
target                      what something goes into: a folder, another document
name                        a new name
label                       the name of a kept place, said with its noun: "the Archive folder", or a
                            heading: "below Results"
anchor                      what something is before, after or during
zone                        where the clocks are that are meant: "Tokyo time"
message                     words to be taken as they stand; `question` is the whole request
"""

from __future__ import annotations

import re
from typing import Literal

from llmos.router.offer import Schema
from llmos.router.words import words

Role = Literal[
    "author",
    "recipient",
    "person",
    "task",
    "title",
    "thing",
    "topic",
    "target",
    "name",
    "label",
    "place",
    "anchor",
    "zone",
    "message",
    "question",
    "id",
]

PERSONS: tuple[Role, ...] = ("author", "recipient", "person")

_BY_NAME: dict[str, Role | None] = {
    "sender": "author",
    "author": "author",
    "person": "person",
    "people": "person",
    "recipient": "recipient",
    "event": "thing",
    "title": "title",
    "reminder": "thing",
    "file": "thing",
    "document": "thing",
    "file_name": "thing",
    "source": "thing",
    "into": "target",
    "place": "place",
    "after": "anchor",
    "before": "anchor",
    "during": "anchor",
    "zone": "zone",
    "subject": "topic",
    "about": "topic",
    "question": "question",
    "saying": "message",
    "body": "message",
    "message": "message",
    "id": "id",
    "notes": None,  # nobody says them in one breath with the rest
    "cc": "label",
}
_BY_DESCRIPTION: tuple[tuple[str, Role], ...] = (
    (r"\bnew name\b", "name"),
    (r"\breminded of\b", "task"),
    (r"^what it is(?: called)?\b", "title"),
    (
        r"^(?:name of the (?:mail )?(?:folder|calendar|sheet|list)|heading)\b|^in which folder",
        "label",
    ),
    (r"\bfolder\b", "target"),
    (r"\bwho (?:wrote|sent)\b|^from whom|\bshall be from\b", "author"),
    (r"\bwho (?:got|gets)\b|^to whom|\baddress", "recipient"),
    (r"^which|^what to be\b|\bwords of (?:its|the) title|\bname of the\b", "thing"),
    (r"^(?:the )?(?:\w+'s )?id\b(?!.*\bor\b)", "id"),
    (r"^words\b|\babout\b|\bmeaning\b|\bpart of\b", "topic"),
    (r"\bwhom?\b|\bwhose\b|\bperson\b|\bsomebody\b", "person"),
    (r"\btext\b|\bsays?\b", "message"),
)


def role(name: str, schema: Schema) -> Role | None:
    """What this parameter is for; None if its words say nothing about it."""
    if not _takes_text(schema):
        return None
    if name.endswith("_id"):
        return "id"
    if name in _BY_NAME:
        return _BY_NAME[name]
    said = str(schema.get("description", "")).casefold()
    return next((kind for form, kind in _BY_DESCRIPTION if re.search(form, said)), None)


def noun(schema: Schema) -> str:
    """What a label is the name of: "folder"."""
    said = words(str(schema.get("description", "")))
    return next((word for word in said if word in _NOUNS), "")


_NOUNS = ("folder", "calendar", "heading", "sheet", "list")


def _takes_text(schema: Schema) -> bool:
    if "enum" in schema or "format" in schema or "anyOf" in schema:
        return False
    if schema.get("type") == "array":
        return bool(schema.get("items", {}).get("type") == "string")
    return schema.get("type") == "string"
