"""`Found`: one copy of a message as a source lists it, before anything of it is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

NOT_LOOKED_AT = ""
"""The stamp of a copy that is known and whose bytes nobody looked at this time."""


class Found(NamedTuple):
    """One copy of a message. A named tuple, because tens of thousands are made for each update.

    folder   what the user calls the place
    key      names the copy within its source and folder, however it is flagged or moved
    place    where exactly it lies now
    stamp    changes when the bytes of the message change; empty if nobody looked
    unread   whether the user has not seen it yet
    aside    whether it was never exchanged: a draft, spam, trash
    read     gives its bytes and when it came to lie there; raises OSError if that cannot be done
    """

    folder: str
    key: str
    place: str
    stamp: str
    unread: bool
    aside: bool
    read: Callable[[], tuple[bytes, datetime]]
