"""Taking back: the grant goes, the worker goes, and what was derived goes. Nothing else does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from llmos.calls import Call
from llmos.errors import PermissionDenied, PluginError
from llmos.kernel import Kernel

Install = Callable[..., Path]
Probe = Callable[..., Path]


def process(kernel: Kernel) -> int:
    answer = kernel.call(kernel.request("", door="call"), Call("probe.look"))
    assert answer.output is not None
    return int(answer.output.value["value"])


def test_revoking_ends_the_worker_and_deletes_what_it_derived(kernel: Kernel, probe: Probe) -> None:
    probe('(ctx.data / "index").write_text("12345")\nreturn Found(value=os.getpid())', "mail:read")
    kernel.grant("probe", "mail:read")
    before = process(kernel)
    gone = kernel.revoke("probe")
    assert [grant.permission for grant in gone.grants] == ["mail:read"]
    assert (gone.files, gone.bytes) == (1, 5)
    assert not kernel.home.plugin_data("probe").exists()
    assert not Path(f"/proc/{before}").exists()
    with pytest.raises(PermissionDenied):
        process(kernel)


def test_one_permission_can_be_taken_back_alone(kernel: Kernel, probe: Probe) -> None:
    probe("return Found()", "mail:read", "profile:read")
    kernel.grant("probe", "mail:read")
    kernel.grant("probe", "profile:read")
    kernel.revoke("probe", "mail:read")
    assert [grant.permission for grant in kernel.grants.all()] == ["profile:read"]


def test_a_plugin_that_is_no_longer_installed_can_be_revoked(
    kernel: Kernel, install: Install
) -> None:
    package = install()
    kernel.grant("greeter", "profile:read")
    package.rename(package.with_name("elsewhere"))
    with Kernel(kernel.home, asker=None, engines=kernel._engines) as later:
        assert len(later.revoke("greeter").grants) == 1


@pytest.mark.parametrize("name", ["", ".", "..", "../..", "a/b", "Mail"])
def test_what_is_no_plugins_name_deletes_nothing(kernel: Kernel, name: str) -> None:
    data = kernel.home.plugin_data("mail")
    data.mkdir(parents=True)
    (data / "index").write_text("kept")
    with pytest.raises(PluginError, match="nothing was taken back"):
        kernel.revoke(name)
    assert (data / "index").read_text() == "kept"


def test_what_the_plugin_printed_goes_with_what_it_derived(kernel: Kernel, probe: Probe) -> None:
    probe('print("a secret letter")\nreturn Found(value=1)', "mail:read")
    kernel.grant("probe", "mail:read")
    process(kernel)
    kernel.revoke("probe")
    assert not kernel.home.log("probe").exists()


SOURCES = """
[sources.box]
permission = "mail:read"
summary = "A box."
entries = ["letters"]
"""
KEEP = '(ctx.data / "index").write_text("12345")\nreturn Found(value=1)'


@pytest.fixture
def owner(kernel: Kernel, probe: Probe, tmp_path: Path) -> Kernel:
    """A plugin with a source, and one that has its own grant and asks it."""
    (tmp_path / "box" / "letters").mkdir(parents=True)
    probe(KEEP, "mail:read", id="owner", sources=SOURCES)
    probe('return Found(value=ctx.call("owner.look")["value"])', "mail:read")
    kernel.add_source("owner", tmp_path / "box")
    kernel.grant("probe", "mail:read")
    return kernel


def test_what_another_plugin_derived_for_the_revoked_one_goes_too(owner: Kernel) -> None:
    process(owner)
    gone = owner.revoke("probe")
    assert (gone.files, gone.bytes) == (1, 5)
    assert not owner.home.plugin_folder("owner").exists()


def test_what_another_plugin_may_derive_by_itself_stays(owner: Kernel) -> None:
    owner.grant("owner", "mail:read")
    process(owner)
    assert owner.revoke("probe").files == 0
    assert (owner.home.plugin_data("owner") / "index").exists()
