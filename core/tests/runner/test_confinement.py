"""A worker is confined before its plugin loads, or nothing of the plugin runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from llmos.calls import Call
from llmos.config import Home
from llmos.errors import ConfigError, SandboxError
from llmos.kernel import Kernel
from llmos.sandbox import Tier, tier
from llmos.sources import Source

Bench = Any
Install = Callable[..., Path]
Probe = Callable[..., Path]

LISTS_EVERYTHING = """
try:
    return Found(value=len(os.listdir("/")))
except PermissionError:
    return Found(value="closed")
"""
ANNOUNCED = "\nprint('the plugin was loaded', flush=True)\n"

needs_enforcement = pytest.mark.skipif(not tier().enforced, reason=tier().summary)


@pytest.fixture
def nothing_enforced(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel believes that this system can confine nothing."""
    monkeypatch.setattr("llmos.runner.confinement.tier", lambda: Tier("plan9"))


def seen(bench: Bench) -> Any:
    return bench.look().value["value"]


def name_as_unconfined(home: Home, *distributions: str) -> None:
    home.config.mkdir(parents=True, exist_ok=True)
    home.config_file.write_text(f"[unconfined]\nplugins = {list(distributions)!r}\n")


@needs_enforcement
def test_a_worker_sees_nothing_that_was_not_opened(probe: Probe, bench: Bench) -> None:
    probe(LISTS_EVERYTHING)
    assert seen(bench) == "closed"


@needs_enforcement
def test_a_step_that_fails_is_named_and_the_plugin_is_never_loaded(
    probe: Probe, bench: Bench, tmp_path: Path
) -> None:
    package = probe("return Found(value='ran')")
    plugin = package / "plugin.py"
    plugin.write_text(plugin.read_text() + ANNOUNCED)
    gone = tmp_path / "gone"
    with pytest.raises(SandboxError) as refused:
        bench.look(sources=(Source("folder", gone),))
    assert refused.value.plugin == "probe"
    assert "The plugin probe was not started." in refused.value.message
    assert f"Landlock failed ({gone}" in refused.value.message
    assert "llmos doctor" in refused.value.hint
    assert bench.log() == ""
    assert seen(bench) == "ran"
    assert "the plugin was loaded" in bench.log()


def test_where_nothing_confines_a_plugin_is_refused_with_what_would_allow_it(
    probe: Probe, bench: Bench, nothing_enforced: None
) -> None:
    probe("return Found(value='ran')")
    with pytest.raises(SandboxError) as refused:
        bench.look()
    assert "not enforced here" in refused.value.message
    assert '[unconfined] plugins = ["llmos-probe"]' in refused.value.message
    assert str(bench.home.config_file) in refused.value.message
    assert not bench.home.log("probe").exists(), "no process was started"


def test_naming_one_plugin_allows_no_other(
    probe: Probe, bench: Bench, nothing_enforced: None
) -> None:
    probe("return Found(value='ran')")
    name_as_unconfined(bench.home, "llmos-mail", "probe")
    with pytest.raises(SandboxError):
        bench.look()


def test_a_plugin_that_config_toml_names_runs_where_nothing_confines(
    probe: Probe, bench: Bench, nothing_enforced: None
) -> None:
    probe(LISTS_EVERYTHING)
    name_as_unconfined(bench.home, "llmos-probe")
    assert seen(bench) > 0


@needs_enforcement
def test_naming_a_plugin_takes_no_confinement_away_where_there_is_one(
    probe: Probe, bench: Bench
) -> None:
    probe(LISTS_EVERYTHING)
    name_as_unconfined(bench.home, "llmos-probe")
    assert seen(bench) == "closed"


def test_a_plugin_that_is_refused_is_set_aside_and_comes_back_when_it_is_named(
    probe: Probe, bench: Bench, kernel: Kernel, nothing_enforced: None
) -> None:
    probe("return Found()")
    assert "[unconfined]" in kernel.inventory.set_aside[0].reason
    name_as_unconfined(bench.home, "llmos-probe")
    del kernel.inventory
    assert list(kernel.inventory.plugins) == ["probe"]


def test_a_source_that_is_gone_is_named_before_anything_starts(
    probe: Probe, kernel: Kernel, tmp_path: Path
) -> None:
    kind = '[sources.folder]\npermission = "files:read"\nsummary = "a folder"\nentries = ["here"]\n'
    probe("return Found(value=ctx.sources[0].path)", "files:read", sources=kind)
    source = tmp_path / "letters"
    (source / "here").mkdir(parents=True)
    kernel.add_source("probe", source)
    kernel.grant("probe", "files:read")
    source.rename(tmp_path / "elsewhere")
    with pytest.raises(ConfigError) as gone:
        kernel.call(kernel.request("", door="test"), Call("probe.look"))
    assert str(source) in gone.value.message
    assert "llmos setup --probe" in gone.value.hint
    assert not kernel.home.plugin_data("probe").exists()
