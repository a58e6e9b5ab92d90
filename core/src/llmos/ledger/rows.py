"""The kinds of row. None is ever changed: how a call ended is a row of its own."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from llmos.errors import StoreError
from llmos.labels import Label

Ending = Literal["done", "failed", "cancelled", "revoked"]
"""`revoked`: it was ended because what it ran with was taken back."""
Place = Literal["routing", "writing", "extraction", "embedding"]
"""Where a model was shown something: choosing the tool, wording an answer, reading a text,
comparing meanings."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A call, for whom, and what was decided about it."""

    at: datetime
    door: str
    foreground: bool
    request_hash: str
    plugin: str
    tool: str
    arguments_hash: str
    permissions: tuple[str, ...]
    decision: str


class Intent(Asked, frozen=True, tag="intent"):
    """It is about to run."""


class Refusal(Asked, frozen=True, tag="refusal"):
    """It was not allowed to run."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True, tag="outcome"):
    """How the call of an intent ended. `records` are the ids of what was read."""

    at: datetime
    of: int
    ending: Ending
    label: Label | Literal[""]
    records: tuple[str, ...]


class Shown(msgspec.Struct, frozen=True, kw_only=True, tag="shown"):
    """What the model was shown besides the request: what a plugin gave it, or tools to choose from.

    `tools` is the number of tool descriptions, `permissions` what the plugin could read with;
    `tool` is what it ran meanwhile and `characters` how much it gave.
    """

    at: datetime
    where: Place
    request_hash: str
    plugin: str = ""
    permissions: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    tools: int = 0
    tool: str = ""
    characters: int = 0


Row = Intent | Refusal | Outcome | Shown

_DECODER: msgspec.json.Decoder[Row] = msgspec.json.Decoder(Row)


def encode(row: Row) -> bytes:
    """The row as it is hashed and kept."""
    return msgspec.json.encode(row)


def decode(seq: int, body: bytes) -> Row:
    """The row that was kept under this number."""
    try:
        return _DECODER.decode(body)
    except (msgspec.DecodeError, TypeError) as error:
        raise StoreError(
            f"Row {seq} of the ledger cannot be read: it is not what llmos wrote.",
            hint="`llmos ledger verify` says which rows were altered.",
        ) from error
