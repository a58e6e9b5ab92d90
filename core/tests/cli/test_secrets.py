"""Typing a secret at the terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("keyring", reason="secrets need llmos[local]")


def test_what_is_typed_is_not_shown(
    install: Callable[..., Path],
    terminal: Any,
    environment: dict[str, str],
) -> None:
    install()
    folder = Path(__file__).parents[1] / "kernel"
    environment["PYTHONPATH"] += f":{folder}"
    environment["PYTHON_KEYRING_BACKEND"] = "memory_keyring.Keyring"
    shown = terminal("secrets", "set", "greeter", "imap")
    shown.expect("nothing is shown")
    shown.type("open sesame\n")
    shown.expect("Kept.")
    assert shown.ends() == 0
    assert "sesame" not in shown.screen
