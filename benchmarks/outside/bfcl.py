"""The Berkeley Function Calling Leaderboard, version 4, from the package bfcl-eval.

Its functions become tools, its answers are judged by its own checker. The package's other half
(clients of a dozen vendors, parsers for Java) is not imported: `pip install --no-deps` is enough.
"""

from __future__ import annotations

import random
import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, NamedTuple

from llmos.calls import Call, ToolSpec
from outside.fixtures import rows

CATEGORIES = ("simple_python", "multiple", "irrelevance")
_TYPES = {"dict": "object", "float": "number", "tuple": "array", "any": "string"}
_KEPT = ("type", "description", "enum", "items", "properties", "required", "default")


class Case(NamedTuple):
    """One question, the functions it may be answered with, and the calls that are right."""

    id: str
    category: str
    question: str
    functions: list[dict[str, Any]]
    answers: list[dict[str, Any]]

    def tools(self) -> list[ToolSpec]:
        """The functions as tools of a plugin that is called after the part before their dot."""
        return [_tool(function) for function in self.functions]


def folder() -> Path | None:
    """The package's data; None where it is not installed."""
    found = find_spec("bfcl_eval")
    return Path(found.submodule_search_locations[0]) / "data" if found else None  # type: ignore[index]


def sample(data: Path, each: int, seed: int) -> list[Case]:
    """So many cases of each category, taken by the seed, the categories in turn."""
    chosen = []
    for category in CATEGORIES:
        cases = _cases(data, category)
        random.Random(f"{seed} {category}").shuffle(cases)
        chosen.append(cases[:each])
    return [case for turn in zip(*chosen, strict=False) for case in turn]


def is_right(case: Case, call: Call | None) -> bool:
    """What the leaderboard's own rules say of a call, or of there being none."""
    if case.category == "irrelevance":
        return call is None
    if call is None:
        return False
    checker, python = _checker()
    output = [{call.tool: call.arguments}]
    verdict = checker(case.functions, output, case.answers, python, case.category, "llmos")
    return bool(verdict["valid"])


def _cases(data: Path, category: str) -> list[Case]:
    name = f"BFCL_v4_{category}.json"
    labels = data / "possible_answer" / name
    answers = {row["id"]: row["ground_truth"] for row in rows(labels)} if labels.exists() else {}
    return [
        Case(
            row["id"],
            category,
            row["question"][0][0]["content"],
            row["function"],
            answers.get(row["id"], []),
        )
        for row in rows(data / name)
    ]


def _tool(function: dict[str, Any]) -> ToolSpec:
    name = function["name"]
    return ToolSpec(
        name,
        name.partition(".")[0],
        function["description"],
        _schema(function["parameters"]),
        (),
    )


def _schema(given: dict[str, Any]) -> dict[str, Any]:
    """JSON schema of what the leaderboard writes in its own dialect."""
    schema = {key: given[key] for key in _KEPT if key in given}
    schema["type"] = _TYPES.get(schema.get("type", "string"), schema.get("type", "string"))
    if "items" in schema:
        schema["items"] = _schema(schema["items"])
    if "properties" in schema:
        schema["properties"] = {name: _schema(part) for name, part in given["properties"].items()}
    return schema


def _checker() -> tuple[Any, Any]:
    """The package's checker, loaded without what it would import for other languages."""
    stand_ins = {
        "bfcl_eval.constants.model_config": {
            "MODEL_CONFIG_MAPPING": {"llmos": SimpleNamespace(underscore_to_dot=False)}
        },
        **{
            f"bfcl_eval.eval_checker.ast_eval.type_convertor.{name}_type_converter": {
                f"{name}_type_converter": None
            }
            for name in ("java", "js")
        },
    }
    for name, members in stand_ins.items():
        if name not in sys.modules:
            sys.modules[name] = ModuleType(name)
            vars(sys.modules[name]).update(members)
    from bfcl_eval.constants.enums import Language
    from bfcl_eval.eval_checker.ast_eval.ast_checker import ast_checker

    return ast_checker, Language.PYTHON
