"""The kernel with real workers and no model."""

from __future__ import annotations

import pytest

from llmos.calls import Call
from llmos.config import Home
from llmos.errors import PermissionDenied
from llmos.kernel import Kernel


def no_engine():
    raise AssertionError("this test needs no model")


def test_a_call_without_a_grant_and_without_a_terminal_is_denied_and_recorded(home: Home, install):
    install()
    with Kernel(home, asker=None, engines=no_engine) as kernel:
        request = kernel.request("", door="call")
        with pytest.raises(PermissionDenied) as denied:
            kernel.call(request, Call("greeter.greet", {"name": "Ada"}))
        assert "llmos permissions grant greeter profile:read" in denied.value.hint
        assert [entry.outcome for entry in kernel.ledger.entries()] == ["refused"]
        assert not kernel.home.plugin_data("greeter").exists()


def test_a_granted_call_runs_in_the_worker_and_is_recorded(home: Home, install):
    install()
    with Kernel(home, asker=None, engines=no_engine) as kernel:
        kernel.set_profile(name="Bea")
        kernel.grant("greeter", "profile:read")
        answer = kernel.call(
            kernel.request("", door="call"), Call("greeter.greet", {"name": "Ada"})
        )
        assert answer.output is not None
        assert answer.output.value == {"text": "Hello Ada, from Bea!"}
        assert kernel.ledger.entries()[0].records == ("g1",)
