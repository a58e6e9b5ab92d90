"""Runs attacks and controls, each in a process of its own, and prints what became of them.

Started by the tests as `python -I -S -B arena.py REQUEST`, as the user that is to be tested. The
request says where llmos lies and how to confine; without an ABI, nothing is confined.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

REQUEST: dict[str, Any] = json.loads(sys.argv[1])
sys.path[:0] = [str(Path(__file__).parent), REQUEST["source"]]

import attacks_on_files  # noqa: E402  the path is known only now
import attacks_on_processes  # noqa: E402
import attacks_on_resources  # noqa: E402
import attacks_on_the_network  # noqa: E402
import controls  # noqa: E402
from field import Field  # noqa: E402

from llmos.sandbox import Policy, base_read_paths, tier  # noqa: E402
from llmos.sandbox.confinement import STEPS, enforce  # noqa: E402

Deed = Callable[[Field], None]
MODULES = (
    attacks_on_files,
    attacks_on_the_network,
    attacks_on_processes,
    attacks_on_resources,
)
SECONDS = 20  # what hangs is ended, and shows as killed by SIGALRM


def main() -> None:
    """Print one JSON object: by name, what became of every attack or control asked for."""
    signal.signal(signal.SIGURG, signal.SIG_IGN)
    roots = [Path(root) for root in REQUEST["roots"]]
    sys.path += REQUEST["roots"]
    field = Field(Path(REQUEST["folder"]))
    policy = Policy(
        read=(*base_read_paths((*roots, Path(REQUEST["source"]))), *_granted(field)),
        write=(field.own,),
        **{**attacks_on_resources.LIMITS, **REQUEST["limits"]},
    )
    outcomes = {deed.__name__: _outcome(deed, field, policy) for deed in _deeds()}
    sys.stdout.write(json.dumps(outcomes))


def _granted(field: Field) -> tuple[Path, ...]:
    return field.granted, field.single, field.package


def _deeds() -> list[Deed]:
    if REQUEST["only"] == "controls":
        return _functions(controls)
    attacks = [deed for module in MODULES for deed in _functions(module)]
    if REQUEST["only"]:
        return [deed for deed in attacks if deed.__name__ in REQUEST["only"]]
    return [deed for deed in attacks if deed not in attacks_on_resources.ON_REQUEST]


def _functions(module: ModuleType) -> list[Deed]:
    return [
        value
        for name, value in vars(module).items()
        if getattr(value, "__module__", "") == module.__name__ and not name.startswith("_")
    ]


def _outcome(deed: Deed, field: Field, policy: Policy) -> str:
    """`through`, or how it was stopped; `absent` where a library is not installed."""
    field.lay_out()
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        _do(deed, field, policy, writing)
    os.close(writing)
    status = os.waitpid(process, 0)[1]
    with open(reading, encoding="utf-8") as report:
        words = report.read()
    if os.WIFSIGNALED(status):
        return f"killed by {signal.Signals(os.WTERMSIG(status)).name}"
    return words or ("through" if status == 0 else f"ended with {status}")


def _do(deed: Deed, field: Field, policy: Policy, report: int) -> NoReturn:
    signal.alarm(SECONDS)
    words = ""
    try:
        if REQUEST["abi"] is not None:
            _confine(policy)
        deed(field)
    except ModuleNotFoundError as error:
        words = f"absent: {error.name}"
    except BaseException as error:
        words = f"stopped: {type(error).__name__}: {error}"
    os.write(report, words.encode())
    os._exit(0)


def _confine(policy: Policy) -> None:
    for step in REQUEST["without"]:
        del STEPS[step]
    try:
        enforce(policy, replace(tier(), landlock_abi=REQUEST["abi"]))
    except OSError as error:
        raise SystemExit(f"not confined: {error}") from error


main()
