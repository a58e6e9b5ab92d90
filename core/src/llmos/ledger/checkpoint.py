"""The checkpoint: how far the chain has come, in a file of its own with the key.

A chain alone cannot show that its end was cut off. A row is committed first and the checkpoint
moved on before the row is acknowledged, so a crash leaves the table ahead of the checkpoint, which
is no fault: only the holder of the key could have written those rows. All of it happens under
the database's write lock, which is what keeps two processes from moving the checkpoint back.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from llmos.atomic import write_atomically
from llmos.errors import StoreError
from llmos.ledger.chain import START, Point
from llmos.ledger.key import Key


class Checkpoint(msgspec.Struct, frozen=True):
    """`head` is the newest row that was acknowledged, `anchor` the last one that was pruned."""

    secret: bytes
    head: Point = START
    anchor: Point = START

    @property
    def key(self) -> Key:
        """The key of all the rows."""
        return Key(self.secret)


def load(path: Path) -> Checkpoint | None:
    """The checkpoint, or None if there is none; one that was altered is an error."""
    try:
        content, mac = path.read_bytes().split(b"\n")
        checkpoint = msgspec.json.decode(content, type=Checkpoint)
        whole = mac.decode() == checkpoint.key.of_checkpoint(content).hex()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, TypeError) as error:
        raise _damaged(path) from error
    if not whole:
        raise _damaged(path)
    return checkpoint


def load_or_create(path: Path) -> Checkpoint:
    """The checkpoint, or a new one with a new key, under which no older row will verify."""
    known = load(path)
    if known is not None:
        return known
    new = Checkpoint(Key.generate().secret)
    save(path, new)
    _keep_name(path.parent)
    return new


def save(path: Path, checkpoint: Checkpoint) -> None:
    """Replace the checkpoint."""
    content = msgspec.json.encode(checkpoint)
    mac = checkpoint.key.of_checkpoint(content).hex()
    write_atomically(path, content + b"\n" + mac.encode())


def _keep_name(folder: Path) -> None:
    # A power cut must not lose the key's name after rows were written with it. Windows opens no
    # folders, and journals names by itself.
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _damaged(path: Path) -> StoreError:
    return StoreError(
        f"{path} is damaged: it is not what llmos wrote, so nothing is written to the ledger.",
        hint="Put it back from a backup. Without one, delete it; the rows written so far can then "
        "no longer be checked.",
    )
