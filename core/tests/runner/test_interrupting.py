"""Ctrl-C: the running tool stops, its worker goes on; one that does not listen is ended."""

from __future__ import annotations

import signal
from typing import Any

import pytest

from llmos.blocks import Output
from llmos.errors import Cancelled
from llmos.events import Progress
from llmos.runner import NoServices
from llmos.runner.runner import Patience

Bench = Any

START = 'import threading; ctx.progress("Started", 1, 1)\n'


def ctrl_c(progress: Progress) -> None:
    """What the terminal does to the kernel when the user presses it."""
    signal.raise_signal(signal.SIGINT)


def test_ctrl_c_stops_the_tool_and_the_worker_goes_on(bench: Bench) -> None:
    before = bench.process()
    waiting = """
import threading
try:
    ctx.progress("Started", 1, 1)
    threading.Event().wait()
finally:
    (ctx.data / "tidied").write_text("yes")
"""
    with pytest.raises(Cancelled):
        bench.do(waiting, watcher=ctrl_c)
    assert (bench.home.plugin_data("probe") / "tidied").exists()
    assert bench.process() == before


def test_ctrl_c_that_the_tool_missed_comes_again_and_leaves_it_time_to_tidy_up(
    bench: Bench,
) -> None:
    before = bench.process()
    missing = """
import signal, threading
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
ctx.progress("Started", 1, 1)
signal.sigwait([signal.SIGINT])
signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
try:
    threading.Event().wait()
finally:
    threading.Event().wait(0.5)
    (ctx.data / "tidied").write_text("yes")
"""
    with pytest.raises(Cancelled):
        bench.do(missing, watcher=ctrl_c)
    assert (bench.home.plugin_data("probe") / "tidied").exists()
    assert bench.process() == before


def test_an_answer_that_was_under_way_is_not_taken_for_the_next_one(bench: Bench) -> None:
    with pytest.raises(Cancelled):
        bench.do(START + "found = 'late'", watcher=ctrl_c)
    assert bench.do("found = 'next'") == "next"


def test_a_tool_that_asks_for_something_when_it_is_stopped_stays_in_step(bench: Bench) -> None:
    with pytest.raises(Cancelled):
        bench.do(START + "found = ctx.call('mail.search')", watcher=ctrl_c)
    assert bench.do("found = 'next'") == "next"


def test_ctrl_c_in_an_inner_call_stops_the_outer_one_too(bench: Bench) -> None:
    class Inner(NoServices):
        def call(self, tool: str, arguments: dict[str, Any]) -> Output:
            raise Cancelled("Stopped.")

    code = "try: ctx.call('mail.search')\nexcept Exception: (ctx.data / 'went on').touch()"
    with pytest.raises(Cancelled):
        bench.do(code, services=Inner())
    assert not (bench.home.plugin_data("probe") / "went on").exists()
    assert bench.do("found = 'next'") == "next"


class TestStubborn:
    @pytest.fixture
    def patience(self) -> Patience:
        return Patience(silence=20, total=30, stopping=0.5)

    @pytest.mark.parametrize("listening", ["pass", 'ctx.progress("Still here", 1, 1)'])
    def test_a_tool_that_does_not_listen_is_ended(self, bench: Bench, listening: str) -> None:
        deaf = f"""
import signal, threading
signal.signal(signal.SIGINT, signal.SIG_IGN)
ctx.progress("Started", 1, 1)
while True:
    threading.Event().wait(0.1)
    {listening}
"""
        before = bench.process()
        with pytest.raises(Cancelled):
            bench.do(deaf, watcher=ctrl_c)
        assert bench.process() != before
