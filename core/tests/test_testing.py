"""What plugin authors test with: the real kernel and workers, in a home that lasts one test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from llmos.errors import EngineError, PermissionDenied
from llmos.testing import Host

Install = Callable[..., Path]


def test_what_is_granted_runs_and_what_is_not_is_denied(install: Install, llmos_host: Host) -> None:
    install()
    with pytest.raises(PermissionDenied):
        llmos_host.call("greeter.greet", name="Ada")
    host = llmos_host.profile("Bea", "bea@example.org").granting("greeter", "profile:read")
    assert host.call("greeter.greet", name="Ada").value == {"text": "Hello Ada, from Bea!"}


def test_a_source_is_opened_by_its_grant(
    probe: Callable[..., Path], llmos_host: Host, tmp_path: Path
) -> None:
    (tmp_path / "box" / "letters").mkdir(parents=True)
    source = '[sources.box]\npermission = "mail:read"\nsummary = "A box."\nentries = ["letters"]\n'
    probe("return Found(value=[s.kind for s in ctx.sources])", "mail:read", sources=source)
    host = llmos_host.source("probe", tmp_path / "box").granting("probe", "mail:read")
    assert host.call("probe.look").value == {"value": ["box"]}


def test_the_home_is_the_tests_own(llmos_host: Host, tmp_path: Path) -> None:
    assert llmos_host.kernel.home.data.is_relative_to(tmp_path)


def test_a_host_routes_nothing(install: Install, llmos_host: Host) -> None:
    install()
    kernel = llmos_host.kernel
    with pytest.raises(EngineError, match="call tools by name"):
        kernel.ask(kernel.request("say hello", door="test"))
