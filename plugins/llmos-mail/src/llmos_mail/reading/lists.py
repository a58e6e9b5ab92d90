"""Mail that nobody wrote to the reader in person: lists, newsletters, machines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_LIST_FIELDS = ("list-id", "list-post", "list-unsubscribe", "list-help", "mailing-list")
_MACHINE_FIELDS = ("x-autoreply", "x-autorespond", "x-auto-response-from", "feedback-id")
_MACHINE_NAME = re.compile(
    r"(?:^|[._+-])(?:no-?_?reply|do-?not-?reply|noreply|mailer-daemon|postmaster|bounces?|"
    r"newsletter|notifications?|notify|alerts?|automailer|nicht-?antworten|keine-?antwort)"
    r"(?:$|[._+-]|\d)"
)


def is_bulk(fields: Mapping[str, Sequence[str]], sender: str) -> bool:
    """Whether header fields and the sender's address say that no answer is expected."""
    return (
        any(name in fields for name in (*_LIST_FIELDS, *_MACHINE_FIELDS))
        or _first(fields, "precedence") in {"bulk", "list", "junk", "auto_reply"}
        or _first(fields, "auto-submitted") not in {"", "no"}
        or _first(fields, "return-path") == "<>"
        or _MACHINE_NAME.search(sender.partition("@")[0].lower()) is not None
    )


def _first(fields: Mapping[str, Sequence[str]], name: str) -> str:
    value = next(iter(fields.get(name, ())), "")
    return value.partition(";")[0].strip().lower()
