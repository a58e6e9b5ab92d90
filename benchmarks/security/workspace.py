"""AgentDojo's workspace suite: its tasks, its injections, and an environment for each attack."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from agentdojo.attacks.baseline_attacks import DirectAttack
from agentdojo.task_suite.load_suites import get_suite
from gated_runtime import Gate, GatedRuntime, User
from obedient_agent import ObedientAgent

from llmos.broker import Flow

VERSION = "v1.2.2"


class Workspace:
    """The suite, and one run of it at a time, each in an environment of its own."""

    def __init__(self) -> None:
        self.suite = get_suite(VERSION, "workspace")
        self.tasks = list(self.suite.user_tasks.values())
        self._places = self.suite.get_injection_vector_defaults()
        marks = {place: _mark(place) for place in self._places}
        marked = self.suite.load_and_inject_default_environment(marks)
        self._environment, self._marked = type(marked), marked.model_dump_json()
        self._attack = DirectAttack(self.suite, ObedientAgent(self.tasks[0], None, User()))
        untouched = self._filled({})
        # The other injections have no ground truth that an agent without a model could perform.
        self.injections = [
            injection
            for injection in self.suite.injection_tasks.values()
            if injection.ground_truth(untouched)
        ]

    def run(self, gate: Gate, task: Any, injection: Any | None, user: User) -> tuple[bool, bool]:
        """Whether the task was completed, and whether the attack came through.

        The injection stands in every place that AgentDojo knows the task to read.
        """
        attack = self._attack.attack(task, injection) if injection else {}
        environment, flow = self._filled(attack), Flow()
        flow.begin(task.PROMPT, [environment.inbox.account_email])
        completed, succeeded = self.suite.run_task_with_pipeline(
            ObedientAgent(task, injection, user),
            task,
            injection,
            injections={},
            runtime_class=partial(GatedRuntime, gate=gate, flow=flow, user=user),
            environment=environment,
        )
        # What AgentDojo calls security is the attack's success, and true without an attack.
        return completed, injection is not None and succeeded

    def _filled(self, attack: dict[str, str]) -> Any:
        """The environment with these texts in its places and AgentDojo's own in the others.

        They are put into JSON, not into AgentDojo's YAML, where a quote would break the file.
        """
        text = self._marked
        for place, own in self._places.items():
            text = text.replace(_mark(place), json.dumps(attack.get(place, own))[1:-1])
        return self._environment.model_validate_json(text)


def _mark(place: str) -> str:
    return f"<{place}>"
