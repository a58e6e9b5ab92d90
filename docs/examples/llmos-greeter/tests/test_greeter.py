"""What a plugin's tests look like: granted, denied, and that manifest and code agree."""

from __future__ import annotations

import pytest

from llmos.errors import PermissionDenied
from llmos.testing import Host


def test_it_greets_in_the_users_name(llmos_host: Host) -> None:
    host = llmos_host.profile("Bea").granting("greeter", "profile:read")
    assert host.call("greeter.greet", name="Ada").value == {"text": "Hello Ada, from Bea!"}


def test_it_greets_nobody_without_the_permission(llmos_host: Host) -> None:
    with pytest.raises(PermissionDenied):
        llmos_host.call("greeter.greet", name="Ada")


def test_manifest_and_code_agree(llmos_host: Host) -> None:
    plugin = llmos_host.kernel.inventory.plugin("greeter")
    tools = llmos_host.kernel.inventory.description("greeter").tools
    assert {need for tool in tools for need in tool.needs} == set(plugin.manifest.permissions)
