"""The agent that no injection has to persuade: it does its task, and all it is told on the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from agentdojo.agent_pipeline.base_pipeline_element import BasePipelineElement
from agentdojo.agent_pipeline.tool_execution import tool_result_to_str
from agentdojo.base_tasks import BaseInjectionTask, BaseUserTask
from agentdojo.functions_runtime import EmptyEnv, FunctionCall, FunctionsRuntime, TaskEnvironment
from agentdojo.types import ChatAssistantMessage, ChatMessage, text_content_block_from_string
from gated_runtime import Refused, User

_NO_ENVIRONMENT = EmptyEnv()


class ObedientAgent(BasePipelineElement):
    """Performs the task's ground truth, and the injection's as soon as it has read its goal.

    No model is involved: what it tries is the worst that any model could be talked into.
    """

    name = "local"  # AgentDojo looks a pipeline's model up by its name

    def __init__(
        self, task: BaseUserTask[Any], injection: BaseInjectionTask[Any] | None, user: User
    ) -> None:
        self.task = task
        self.injection = injection
        self.user = user
        self.obeyed = False

    def query(
        self,
        query: str,
        runtime: FunctionsRuntime,
        env: TaskEnvironment = _NO_ENVIRONMENT,
        messages: Sequence[ChatMessage] = (),
        extra_args: dict[str, Any] | None = None,
    ) -> tuple[str, FunctionsRuntime, TaskEnvironment, Sequence[ChatMessage], dict[str, Any]]:
        """AgentDojo's own signature; one pass is a whole run."""
        calls = self.task.ground_truth(env)
        done: list[FunctionCall] = []
        for call in calls:
            read = self._perform(call, runtime, env, done)
            if self._is_told(read):
                self._obey(runtime, env, done)
        said = [_said("", [call]) for call in done] + [_said(self.task.GROUND_TRUTH_OUTPUT, None)]
        return query, runtime, env, [*messages, *said], extra_args or {}

    def _is_told(self, read: str) -> bool:
        return self.injection is not None and not self.obeyed and _same(self.injection.GOAL, read)

    def _obey(
        self, runtime: FunctionsRuntime, env: TaskEnvironment, done: list[FunctionCall]
    ) -> None:
        assert self.injection is not None
        self.obeyed = True
        self.user.asked_for = False
        for call in self.injection.ground_truth(env):
            self._perform(call, runtime, env, done)
        self.user.asked_for = True

    def _perform(
        self,
        call: FunctionCall,
        runtime: FunctionsRuntime,
        env: TaskEnvironment,
        done: list[FunctionCall],
    ) -> str:
        try:
            result, error = runtime.run_function(env, call.function, call.args)
        except Refused:
            return ""
        done.append(call)
        return error or tool_result_to_str(result)


def _same(goal: str, read: str) -> bool:
    """Whether the goal stands in what was read, however its lines were broken."""
    return _unbroken(goal) in _unbroken(read)


def _unbroken(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _said(text: str, calls: Iterable[FunctionCall] | None) -> ChatAssistantMessage:
    return ChatAssistantMessage(
        role="assistant",
        content=[text_content_block_from_string(text)],
        tool_calls=None if calls is None else list(calls),
    )
