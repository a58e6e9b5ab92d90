"""`llmos plan`: the steps that a request would become. Runs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from llmos.cli import options
from llmos.cli.door import Door

if TYPE_CHECKING:
    from llmos.kernel import Kernel
    from llmos.router.planning import Plan, Ref, Step


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="REQUEST")
@options.as_json
@click.pass_obj
def plan(door: Door, words: tuple[str, ...], as_json: bool) -> None:
    """Show the steps that a request would become, what each needs and what is missing; run nothing.

    Example: llmos plan "find the lease and tell me what it says about pets"
    """
    from llmos.cli.terminal.progress import watching

    with door.kernel() as kernel:
        with watching() as watcher:
            found = kernel.plan(kernel.request(" ".join(words), door="plan"), watcher)
        _print_json(kernel, found) if as_json else _print(kernel, found)


def _print_json(kernel: Kernel, plan: Plan) -> None:
    from llmos.calls import Call
    from llmos.cli.terminal.needs import not_granted
    from llmos.cli.terminal.screen import show_json

    steps = [
        {
            "tool": step.tool,
            "arguments": step.arguments,
            "references": step.references,
            "missing": step.missing,
            "needs": kernel.hooks.tool(step.tool).spec.needs,
            "not_granted": not_granted(kernel, Call(step.tool, step.arguments)),
        }
        for step in plan.steps
    ]
    show_json({"steps": steps, "words": plan.question})


def _print(kernel: Kernel, plan: Plan) -> None:
    from llmos.calls import Call
    from llmos.cli.terminal.needs import in_words, not_granted
    from llmos.cli.terminal.screen import note, say

    if not plan.steps:
        say(plan.question or "None of the installed tools serves this.")
        return
    for place, step in enumerate(plan.steps, start=1):
        lacking = not_granted(kernel, Call(step.tool, step.arguments))
        spec = kernel.hooks.tool(step.tool).spec
        mark = "" if spec.effect == "read" else f"  ({spec.effect})"
        say("\n".join([f"{place}. {step.tool}{mark}", *_arguments(step)]))
        note(f"     needs {in_words(spec.needs, lacking)}")
    if plan.question:
        note(plan.question)
    note("Nothing has run.")


def _arguments(step: Step) -> list[str]:
    lines = [f"     {name} = {value!r}" for name, value in step.arguments.items()]
    for name, ref in step.references.items():
        like = "" if ref.like is None else f" that step {ref.like + 1} is about"
        clock = f", at {ref.clock}" if ref.clock else ""
        lines.append(f"     {name} = {_said(ref)}{like}{clock}")
    return lines + [f"     {name} is missing" for name in step.missing]


def _said(ref: Ref) -> str:
    if ref.kind == "words":
        return f"what step {ref.step + 1} says that it did"
    return f"the {ref.kind} of step {ref.step + 1}"
