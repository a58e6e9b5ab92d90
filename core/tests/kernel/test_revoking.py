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
