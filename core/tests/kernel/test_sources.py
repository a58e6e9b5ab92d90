"""Sources: named by the user, recognised without running the plugin, opened by one permission."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from llmos.calls import Call
from llmos.config import Home, read_config
from llmos.engines import ScriptedEngine
from llmos.errors import ConfigError, PermissionDenied, PluginError
from llmos.kernel import Kernel
from llmos.sources import Source

Box = Callable[[str], Path]


def read(kernel: Kernel) -> list[str]:
    answer = kernel.call(kernel.request("", door="call"), Call("reader.look"))
    assert answer.output is not None
    words: list[str] = answer.output.value["value"]
    return words


def test_without_a_source_the_next_step_is_named(kernel: Kernel, reader: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        read(kernel)
    assert "has no source yet" in refused.value.message
    assert "llmos setup --reader PATH" in refused.value.hint
    with pytest.raises(ConfigError, match="has no source yet"):
        kernel.grant("reader", "mail:read")


def test_beside_sources_of_other_kinds_the_one_that_is_missing_is_named(
    kernel: Kernel, reader: Path, box: Box
) -> None:
    kernel.add_source("reader", box("a"))
    with pytest.raises(ConfigError, match="no place for files:read yet: a tray") as refused:
        kernel.grant("reader", "files:read")
    assert "`llmos setup --reader tray=PATH`" in refused.value.hint


def test_the_call_of_a_request_is_shown_before_there_is_any_source(
    home: Home, reader: Path
) -> None:
    pytest.importorskip("instructor")
    pytest.importorskip("jsonschema")
    answer = {"call": {"tool": "reader.look", "arguments": {}}}
    with Kernel(home, asker=None, engines=lambda: ScriptedEngine([answer])) as kernel:
        assert kernel.route(kernel.request("look", door="route")).call == Call("reader.look")


@pytest.mark.parametrize(
    ("name", "words"), [("empty", "holds no source"), ("nowhere", "does not exist")]
)
def test_a_path_that_is_no_source_is_refused_and_not_kept(
    kernel: Kernel, reader: Path, tmp_path: Path, name: str, words: str
) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ConfigError, match=words) as refused:
        kernel.add_source("reader", tmp_path / name)
    assert str(tmp_path / name) in refused.value.message
    assert not kernel.home.config_file.exists()


def test_a_kind_can_be_named_with_the_place_and_its_marks_still_count(
    kernel: Kernel, reader: Path, box: Box, tmp_path: Path
) -> None:
    here = box("one")
    kind = kernel.add_source("reader", here)[0].kind
    assert kernel.add_source("reader", Path(f"{kind}={here}")) == [Source(kind, here)]
    with pytest.raises(ConfigError, match="is no "):
        kernel.add_source("reader", Path(f"{kind}={tmp_path}"))


def test_a_path_that_is_too_long_is_only_not_there(
    kernel: Kernel, reader: Path, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match="does not exist"):
        kernel.add_source("reader", tmp_path / ("x" * 5000))


def test_a_source_for_a_plugin_that_is_not_there_is_refused(kernel: Kernel, box: Box) -> None:
    with pytest.raises(PluginError, match="There is no plugin 'nobody'"):
        kernel.add_source("nobody", box("a"))


def test_naming_a_source_grants_nothing(kernel: Kernel, reader: Path, box: Box) -> None:
    kernel.add_source("reader", box("a"))
    with pytest.raises(PermissionDenied):
        read(kernel)


def test_a_grant_covers_the_sources_of_its_time_and_no_others(
    kernel: Kernel, reader: Path, box: Box
) -> None:
    first = box("a")
    kernel.add_source("reader", first)
    assert kernel.grant("reader", "mail:read").opens == (str(first),)
    assert read(kernel) == ["a"]
    kernel.add_source("reader", box("b"))
    with pytest.raises(PermissionDenied):
        read(kernel)
    kernel.grant("reader", "mail:read")
    assert read(kernel) == ["a", "b"]


def test_a_permission_opens_only_its_own_kinds_of_sources(
    kernel: Kernel, reader: Path, box: Box, tmp_path: Path
) -> None:
    (tmp_path / "tray" / "papers").mkdir(parents=True)
    first = box("a")
    kernel.add_source("reader", first)
    kernel.add_source("reader", tmp_path / "tray")
    assert kernel.grant("reader", "mail:read").opens == (str(first),)
    assert read(kernel) == ["a"]


def test_a_source_that_is_gone_is_named(kernel: Kernel, reader: Path, box: Box) -> None:
    place = box("a")
    kernel.add_source("reader", place)
    kernel.grant("reader", "mail:read")
    shutil.rmtree(place)
    with pytest.raises(ConfigError) as refused:
        read(kernel)
    assert str(place) in refused.value.message


def test_the_configuration_holds_what_was_named(kernel: Kernel, reader: Path, box: Box) -> None:
    place = box("a")
    kernel.add_source("reader", place.parent)
    kernel.add_source("reader", place)
    sources = read_config(kernel.home).plugin("reader").sources
    assert [(source.kind, source.path) for source in sources] == [("box", place)]
