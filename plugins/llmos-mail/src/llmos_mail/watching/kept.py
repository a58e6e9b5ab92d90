"""The kept conditions: one file in the plugin's folder, written as a whole."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from llmos_mail.watching.condition import Condition

MOST = 200


class Watch(BaseModel):
    """A condition under its number. `since` is when it was set, in seconds since 1970."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    condition: Condition
    since: float


class _File(BaseModel):
    """All of them; `last` is the highest number that was ever given."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    last: int = 0
    watches: tuple[Watch, ...] = ()


class Watches:
    """The conditions that lie in a file. Raises ValueError if it cannot be read."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> tuple[Watch, ...]:
        """The conditions, oldest first."""
        return self._read().watches

    def add(self, condition: Condition, since: float) -> Watch:
        """Keep a condition; the same one is kept once."""
        file = self._read()
        for watch in file.watches:
            if watch.condition == condition:
                return watch
        if len(file.watches) >= MOST:
            raise ValueError(f"{MOST} conditions are kept at most")
        watch = Watch(number=file.last + 1, condition=condition, since=since)
        self._write(_File(last=watch.number, watches=(*file.watches, watch)))
        return watch

    def remove(self, number: int) -> Watch | None:
        """Forget one; None if there is none of that number."""
        file = self._read()
        removed = next((one for one in file.watches if one.number == number), None)
        if removed:
            rest = tuple(one for one in file.watches if one.number != number)
            self._write(_File(last=file.last, watches=rest))
        return removed

    def _read(self) -> _File:
        try:
            return _File.model_validate_json(self._path.read_bytes())
        except FileNotFoundError:
            return _File()
        except ValidationError as error:
            raise ValueError(f"{self._path} cannot be read: {error.errors()[0]['msg']}") from error

    def _write(self, file: _File) -> None:
        written = self._path.with_suffix(".new")
        with written.open("w", encoding="utf-8") as out:
            out.write(file.model_dump_json(indent=1))
            out.flush()
            os.fsync(out.fileno())
        written.replace(self._path)
