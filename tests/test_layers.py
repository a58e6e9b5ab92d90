"""The picture in ARCHITECTURE.md holds: imports point down and siblings do not know each other."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from importlinter.application.use_cases import lint_imports
from importlinter.configuration import configure

ROOT = Path(__file__).parents[1]
PLUGINS = sorted((ROOT / "plugins").iterdir())


def test_imports_point_down() -> None:
    configure()
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None)


@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda path: path.name)
def test_a_plugin_imports_only_the_facade_and_itself(plugin: Path) -> None:
    foreign = [
        f"{file.relative_to(plugin)}: {name}"
        for file in sorted(plugin.glob("src/**/*.py"))
        for name in _imported(file)
        if name.startswith("llmos.")
        or (name.startswith("llmos_") and name.partition(".")[0] != plugin.name.replace("-", "_"))
    ]
    assert foreign == []


def _imported(file: Path) -> list[str]:
    nodes = list(ast.walk(ast.parse(file.read_text("utf-8"))))
    direct = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    return direct + [
        node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module
    ]
