"""Misusing the one connection that a worker has. The kernel decides whether it got through.

An attack that returns has sent its lie; what the kernel made of it is the outcome, and whether
the kernel still serves others afterwards.
"""

from __future__ import annotations

import itertools
import json
import os
import struct
import sys
import threading
from typing import Any, NoReturn

from llmos_evil.ground import Ground

NOTICE = {"type": "notice", "progress": {"what": "Nothing", "done": 1}}


def announce_more_than_fits_into_memory(ground: Ground) -> None:
    _write(b"\xff\xff\xff\xff")
    _wait_for_ever()


def send_an_oversized_answer(ground: Ground) -> None:
    _send(_answer(ground) | {"value": {"value": {"words": "x" * 17_000_000}}})


def send_what_is_no_json(ground: Ground) -> None:
    _frame(b"\x80\x04\x95a pickle")


def send_json_of_no_known_kind(ground: Ground) -> None:
    _send({"type": "setup", "plugin": "mail"})


def send_an_answer_of_the_wrong_shape(ground: Ground) -> None:
    _send(_answer(ground) | {"value": {"value": ["words"], "blocks": [{"type": "script"}]}})


def send_brackets_without_end(ground: Ground) -> None:
    _frame(b'{"type":"done","id":1,"value":' + b"[" * 1_000_000)


def answer_for_another_call(ground: Ground) -> None:
    _send(_answer(ground) | {"id": 4711})


def ask_in_the_name_of_another_call(ground: Ground) -> None:
    _send({"type": "call", "id": 4711, "tool": "diary.read", "arguments": {}})
    _wait_for_ever()


def call_without_a_grant_past_the_context(ground: Ground) -> None:
    _send({"type": "call", "id": _id(ground), "tool": "diary.read", "arguments": {}})
    _expect_a_gift(ground)


def connect_without_a_grant_past_the_context(ground: Ground) -> None:
    host, port = ground.elsewhere.getsockname()
    _send({"type": "connect", "id": _id(ground), "host": host, "port": port})
    _expect_a_gift(ground)


def flood_with_notices(ground: Ground) -> None:
    notice = _framed(NOTICE | {"id": _id(ground)}) * 100
    while True:
        _write(notice)


def never_finish_an_answer(ground: Ground) -> None:
    """On time: it sends a byte now and then."""
    _write(struct.pack(">I", 1_000_000))
    for _ in itertools.count():
        _write(b" ")
        threading.Event().wait(0.2)


def report_progress_for_ever(ground: Ground) -> None:
    """On time: it is never silent for long, and never done."""
    for number in itertools.count():
        _send({"type": "notice", "id": _id(ground), "progress": {"what": "x", "done": number}})
        threading.Event().wait(0.2)


def read_nothing_of_what_it_asks_for(ground: Ground) -> None:
    """On time: the kernel's answers fill the channel."""
    question = {"type": "call", "id": _id(ground), "tool": "diary." + "x" * 100_000}
    for _ in range(500):
        _send(question | {"arguments": {}})
    _wait_for_ever()


def _id(ground: Ground) -> int:
    return int(ground.ctx._reach._id)  # type: ignore[union-attr]  # an attacker looks inside


def _answer(ground: Ground) -> dict[str, Any]:
    return {"type": "done", "id": _id(ground), "value": {"value": {"words": "through"}}}


def _expect_a_gift(ground: Ground) -> None:
    told = ground.ctx._reach._channel.receive()  # type: ignore[union-attr]  # as above
    if type(told).__name__ != "Given":
        raise PermissionError(told.message)


def _send(message: dict[str, Any]) -> None:
    _write(_framed(message))


def _frame(body: bytes) -> None:
    _write(struct.pack(">I", len(body)) + body)


def _framed(message: dict[str, Any]) -> bytes:
    body = json.dumps(message).encode()
    return struct.pack(">I", len(body)) + body


def _write(data: bytes) -> None:
    while data:
        data = data[os.write(int(sys.argv[1]), data) :]


def _wait_for_ever() -> NoReturn:
    while True:
        threading.Event().wait(60)
