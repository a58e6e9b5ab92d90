"""Workers that end, hang or send garbage: always an error that names the plugin, never a hang."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from llmos.errors import ProtocolError, WorkerDied, WorkerTimeout
from llmos.runner.runner import Patience

Bench = Any

# A hostile plugin finds the channel to the kernel among the arguments of its own process.
SEND = """
import struct, threading
def send(body, length=None):
    frame = struct.pack(">I", len(body) if length is None else length) + body
    while frame:
        frame = frame[os.write(int(sys.argv[1]), frame):]
def notice():
    send(b'{"type":"notice","id":1,"progress":{"what":"x","done":1}}')
"""

ENDS = {
    "os._exit(7)": "exit code 7",
    "import signal; os.kill(os.getpid(), signal.SIGSEGV)": "signal 11",
    "import ctypes; ctypes.string_at(0)": "signal 11",
    "os.closerange(3, 200); os._exit(0)": "exit code 0",
}

GARBAGE = [
    'send(b"nonsense")',
    'send(b"", 2**32 - 1)',
    'send(b"[" * 100_000)',
    'send(b\'{"type":"failed","id":1,"kind":"tool","message":"\\xff"}\')',
    'send(b\'{"type":"setup"}\')',
    'send(b\'{"type":"done","id":9,"value":{"value":{}}}\')',
    'send(b\'{"type":"notice","id":1,"progress":{"what":"x","done":"many"}}\')',
    'send(b\'{"type":"done","id":1,"value":{"value":{},"blocks":[{"type":"screen"}]}}\')',
    'send(b\'{"type":"done","id":1,"value":{"value":{"\\xff":1}}}\')',
]


def test_a_worker_that_ends_is_an_error_that_says_how(bench: Bench) -> None:
    for code, how in ENDS.items():
        with pytest.raises(WorkerDied) as died:
            bench.do(code)
        assert died.value.plugin == "probe"
        assert how in died.value.message
        assert str(bench.home.log("probe")) in died.value.hint
    assert bench.process()


def test_what_is_no_answer_ends_the_worker_and_the_next_call_gets_a_new_one(
    bench: Bench,
) -> None:
    for sent in GARBAGE:
        with pytest.raises(ProtocolError) as refused:
            bench.do(SEND + sent)
        assert refused.value.plugin == "probe"
    assert bench.process()


def test_a_flood_of_messages_ends_the_worker(bench: Bench) -> None:
    bench.do(SEND + "for _ in range(500): notice()")
    with pytest.raises(ProtocolError, match="more messages than anybody can want"):
        bench.do(SEND.replace('"id":1', '"id":2') + "while True: notice()")


def test_a_watcher_that_fails_leaves_no_worker_out_of_step(bench: Bench) -> None:
    def fails(progress: object) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        bench.do('ctx.progress("Reading", 1, 1); found = "late"', watcher=fails)
    assert bench.do('found = "again"') == "again"


class TestImpatience:
    @pytest.fixture
    def patience(self) -> Patience:
        return Patience(silence=1.0, total=1.5)

    @pytest.mark.parametrize(
        "code",
        [
            "while True: pass",
            'send(b"only the beginning of it", 1000); threading.Event().wait()',
            "while True: notice(); threading.Event().wait(0.2)",
        ],
        ids=["busy", "half an answer", "never more than progress"],
    )
    def test_a_worker_that_does_not_answer_is_ended(self, bench: Bench, code: str) -> None:
        with pytest.raises(WorkerTimeout, match="did not answer in time"):
            bench.do(SEND + code)
        assert bench.process()

    def test_a_plugin_that_hangs_when_loaded_is_ended(
        self, install: Callable[..., Path], bench: Bench
    ) -> None:
        install(code="while True: pass\n")
        with pytest.raises(WorkerTimeout):
            bench.runner.describe(bench.plugin("greeter"))
