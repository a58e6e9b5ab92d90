"""A tool at work: what reaches it, what comes back, and how long its worker lives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from llmos.config import Profile
from llmos.errors import InvalidArguments, PluginError, PluginLoadError, ToolError

Probe = Callable[..., Path]
Bench = Any

FAILURES = {
    "1 / 0": "probe.look failed: ZeroDivisionError",
    "sys.exit(0)": "probe.look failed: SystemExit",
    "raise KeyboardInterrupt": "probe.look was stopped",
    "found = 'x' * 17_000_000": "over the limit",
    "found = '\\udcff'": "probe.look failed: ",
    "raise ToolError('cannot read \\udcff')": r"cannot read \udcff",
    "ctx.profile": "read the profile without declaring it",
}


def test_values_come_back_as_they_are(bench: Bench) -> None:
    assert bench.do("found = ['Köln 🜁', 1.5, None, {'a': True}]") == [
        "Köln 🜁",
        1.5,
        None,
        {"a": True},
    ]


def test_a_worker_lives_as_long_as_its_access_stays_the_same(bench: Bench) -> None:
    first = bench.process()
    assert bench.process() == first
    assert bench.do("found = os.getpid()", profile=Profile("Ada")) != first


def test_a_stopped_plugin_starts_anew(bench: Bench) -> None:
    first = bench.process()
    bench.runner.stop("probe")
    assert bench.process() != first


def test_wrong_arguments_come_back_in_the_validators_words(bench: Bench) -> None:
    with pytest.raises(InvalidArguments) as refused:
        bench.look(arguments={"at": 3, "when": "now"})
    words = refused.value.message
    assert words.startswith("probe.look: ")
    assert "at: Input should be a valid string" in words
    assert "when: Extra inputs are not permitted" in words


def test_a_tool_that_is_not_there_is_named_with_those_that_are(bench: Bench) -> None:
    with pytest.raises(ToolError, match=r"probe\.listen") as refused:
        bench.look("probe.listen")
    assert "probe.look" in refused.value.hint


def test_settings_that_do_not_fit_are_a_sentence(probe: Probe, bench: Bench) -> None:
    package = probe("return Found(value=ctx.settings.days)")
    with (package / "plugin.py").open("a") as code:
        code.write(
            "from pydantic import BaseModel\n"
            "class Settings(BaseModel):\n    days: int = 7\n"
            "@hookimpl\ndef llmos_settings():\n    return Settings\n"
        )
    assert bench.look(settings={"days": 3}).value == {"value": 3}
    with pytest.raises(PluginLoadError, match=r"\[plugins\.probe\.settings\] in config\.toml"):
        bench.look(settings={"days": "many"})


def test_a_tool_says_in_its_own_words_why_it_cannot_answer(bench: Bench) -> None:
    with pytest.raises(ToolError) as failed:
        bench.do('raise ToolError("The index is empty.", hint="Run `llmos index`.")')
    assert (failed.value.plugin, failed.value.message) == ("probe", "The index is empty.")
    assert failed.value.hint == "Run `llmos index`."


def test_a_failing_tool_is_named_and_its_worker_goes_on(bench: Bench) -> None:
    before = bench.process()
    for code, words in FAILURES.items():
        with pytest.raises(PluginError) as failed:
            bench.do(code)
        assert failed.value.plugin == "probe"
        assert words in failed.value.message
    assert bench.process() == before


@pytest.mark.parametrize("returned", ["{'value': 1}", "None"])
def test_a_tool_that_returns_no_result_is_named(probe: Probe, bench: Bench, returned: str) -> None:
    probe(f"return {returned}")
    with pytest.raises(PluginLoadError, match=r"probe\.look returned \w+, not a Result"):
        bench.look()


def test_what_a_plugin_prints_is_in_its_log_and_nowhere_else(
    bench: Bench, capfd: pytest.CaptureFixture[str]
) -> None:
    bench.do('print("to output", flush=True); os.write(2, b"to error\\n")')
    with pytest.raises(ToolError):
        bench.do("1 / 0")
    assert "to output\nto error\n" in bench.log()
    assert "ZeroDivisionError" in bench.log()
    assert capfd.readouterr() == ("", "")


def test_progress_reaches_the_watcher(bench: Bench) -> None:
    seen: list[Any] = []
    bench.do('ctx.progress("Reading", 3, 3, "messages")', watcher=seen.append)
    assert [(step.what, step.done, step.total, step.unit) for step in seen] == [
        ("Reading", 3, 3, "messages")
    ]


def test_progress_from_several_threads_stays_whole(bench: Bench) -> None:
    seen: list[Any] = []
    code = """
import threading
def report(letter):
    for _ in range(3):
        ctx.progress(letter * 1_000_000, 1, 1)
threads = [threading.Thread(target=report, args=(letter,)) for letter in "ab"]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""
    bench.do(code, watcher=seen.append)
    assert sorted(set(step.what[0] + step.what[-1] for step in seen)) == ["aa", "bb"]
    assert len(seen) == 6


def test_the_time_is_aware_and_in_the_users_zone(bench: Bench) -> None:
    found = bench.do("found = [ctx.now.isoformat(), str(ctx.now.tzinfo)]")
    assert found == ["2026-03-01T09:00:00+00:00", "UTC"]
