"""Finding plugins without running a line of them, whatever state they are in."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from llmos.plugins import discover

CANARY = "from pathlib import Path\nPath({file!r}).write_text('ran')\n"

Install = Callable[..., Path]


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """A file that appears when code of a plugin runs."""
    return tmp_path / "canary"


@pytest.mark.parametrize("editable", [False, True])
def test_discovery_runs_no_code_of_a_plugin(install: Install, canary: Path, editable: bool) -> None:
    code = CANARY.format(file=str(canary))
    package = install(code=code, editable=editable)
    (package / "__init__.py").write_text(code)
    (canary.parent / "site" / "greeter.pth").write_text(f"import os; {code.splitlines()[0]}")
    found = discover()
    assert found.plugins["greeter"].folder == package
    assert not canary.exists()
    assert "llmos_greeter" not in sys.modules


def test_an_editable_install_is_found_where_it_lies(install: Install, tmp_path: Path) -> None:
    package = install(editable=True)
    assert package.is_relative_to(tmp_path / "checkout")
    assert discover().plugins["greeter"].folder == package


def test_two_plugins_with_one_id_are_both_set_aside(install: Install) -> None:
    install()
    install(distribution="llmos-imposter")
    install("other", manifest='id = "other"\napi = 1\nsummary = "Another one."\n')
    found = discover()
    assert list(found.plugins) == ["other"]
    assert {gone.distribution for gone in found.set_aside} == {"llmos-greeter", "llmos-imposter"}
    assert all("llmos-greeter and llmos-imposter" in gone.reason for gone in found.set_aside)


def spoil_manifest(package: Path, info: Path) -> None:
    (package / "plugin.toml").write_bytes(b"\xff")


def remove_manifest(package: Path, info: Path) -> None:
    (package / "plugin.toml").unlink()


def remove_package(package: Path, info: Path) -> None:
    package.rename(package.with_name("elsewhere"))


def spoil_entry_point(package: Path, info: Path) -> None:
    (info / "entry_points.txt").write_text("[llmos.test-plugins]\ngreeter = not a module\n")


def point_at_the_running_program(package: Path, info: Path) -> None:
    (info / "entry_points.txt").write_text("[llmos.test-plugins]\ngreeter = __main__\n")


def remove_metadata(package: Path, info: Path) -> None:
    (info / "METADATA").unlink()


def spoil_origin(package: Path, info: Path) -> None:
    (info / "direct_url.json").write_text("{")


@pytest.mark.parametrize(
    "spoil",
    [
        spoil_manifest,
        remove_manifest,
        remove_package,
        spoil_entry_point,
        point_at_the_running_program,
        remove_metadata,
        spoil_origin,
    ],
)
def test_a_damaged_install_is_set_aside_and_the_others_go_on(
    install: Install, spoil: Callable[[Path, Path], None]
) -> None:
    package = install()
    install("other", manifest='id = "other"\napi = 1\nsummary = "Another one."\n')
    spoil(package, next(package.parent.glob("llmos_greeter-*.dist-info")))
    found = discover()
    assert list(found.plugins) == ["other"]
    assert [gone.name for gone in found.set_aside] == ["greeter"]
    assert found.set_aside[0].reason


def test_an_editors_lock_in_a_checkout_does_no_harm(install: Install) -> None:
    package = install(editable=True)
    os.symlink("ada@machine.4711", package / ".#plugin.py")
    assert "greeter" in discover().plugins
