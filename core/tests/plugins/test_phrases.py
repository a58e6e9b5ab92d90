"""What people say for a plugin's tools, from a file beside its code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from llmos.plugins import Inventory

Install = Callable[..., Path]
TakeStock = Callable[[], Inventory]


def test_phrases_belong_to_the_tools_of_their_names(
    install: Install, take_stock: TakeStock
) -> None:
    package = install()
    (package / "phrases.toml").write_text('greet = ["say good morning", "wink at Ada"]')
    (tool,) = take_stock().description("greeter").tools
    assert tool.phrases == ("say good morning", "wink at Ada")


def test_without_the_file_there_are_none(install: Install, take_stock: TakeStock) -> None:
    install()
    assert take_stock().description("greeter").tools[0].phrases == ()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('greet = "hello"', "cannot be read"),
        ("greet = [", "cannot be read"),
        ("#" * 1_000_001, "is no file of at most 1,000,000 bytes"),
        ('wave = ["wave at Ada"]', "names wave, which is no tool of it"),
        (f'greet = ["{"so " * 200}"]', "over 200 phrases or 400 characters for greet"),
        (f"greet = {['hello'] * 201}", "over 200 phrases or 400 characters for greet"),
    ],
)
def test_a_file_that_is_wrong_sets_the_plugin_aside(
    content: str, why: str, install: Install, take_stock: TakeStock
) -> None:
    package = install()
    (package / "phrases.toml").write_text(content)
    (aside,) = take_stock().set_aside
    assert why in aside.reason
