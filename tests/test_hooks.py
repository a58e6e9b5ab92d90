"""Every hook is documented where it is specified and in the reference, and has a test."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from llmos import hookspecs
from llmos.runner import Proxy

ROOT = Path(__file__).parents[1]
HOOKS = [name for name in dir(hookspecs) if name.startswith("llmos_")]


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_says_what_it_is_for(hook: str) -> None:
    assert len(inspect.getdoc(getattr(hookspecs, hook)) or "") > 60


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_stands_in_the_reference(hook: str) -> None:
    assert f"`{hook}`" in (ROOT / "docs" / "reference" / "hooks.md").read_text("utf-8")


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_has_a_proxy_in_the_kernel(hook: str) -> None:
    assert callable(getattr(Proxy, hook))


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_is_used_by_a_test(hook: str) -> None:
    tests = [*ROOT.glob("core/tests/**/*.py"), *ROOT.glob("plugins/*/tests/**/*.py")]
    assert any(hook in file.read_text("utf-8") for file in tests)
