"""Fixtures for plugin authors: the real kernel and real workers, in a home that lasts one test.

Installed with llmos as a pytest plugin; nothing here runs unless a test asks for `llmos_host`.

    def test_greets_by_name(llmos_host):
        host = llmos_host.granting("greeter", "profile:read")
        assert host.call("greeter.greet", name="Ada").value["text"].startswith("Hello Ada")
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from llmos.blocks import Output
from llmos.calls import Call
from llmos.config import HOME_VARIABLE, Home
from llmos.errors import EngineError

if TYPE_CHECKING:
    from llmos.broker import Answer, Choice, Question
    from llmos.engines import ScriptedEngine
    from llmos.kernel import Kernel


class Host:
    """A kernel without a terminal: what is not granted is denied, as in a scheduled run."""

    def __init__(self, home: Home) -> None:
        # Imported here because pytest loads this file in every run, with or without plugins.
        from llmos.kernel import Kernel

        self.kernel: Kernel = Kernel(
            home, asker=None, engines=lambda: self.engine, ring=lambda: self._ring
        )
        self._ring = _Ring()
        self._user = _User()
        self._script: deque[dict[str, Any] | str] = deque()

    def source(self, plugin: str, path: Path) -> Host:
        """Name a source of the plugin's, as `llmos setup` does."""
        self.kernel.add_source(plugin, path)
        return self

    def profile(self, name: str, *addresses: str) -> Host:
        """Say who the user is."""
        self.kernel.set_profile(name=name, addresses=addresses)
        return self

    def zone(self, name: str) -> Host:
        """Say in which time zone the user is, for example "Europe/Berlin"."""
        self.kernel.set_time_zone(name)
        return self

    def granting(self, plugin: str, *permissions: str) -> Host:
        """Grant these permissions, for the sources named so far."""
        for permission in permissions:
            self.kernel.grant(plugin, permission)
        return self

    def secret(self, plugin: str, name: str, value: str) -> Host:
        """Give the plugin a secret, as `llmos secrets set` does; it is kept in memory only."""
        self.kernel.secrets.put(self.kernel.inventory.plugin(plugin), name, value)
        return self

    def scripted(self, *answers: dict[str, Any] | str) -> Host:
        """Prepare what the model answers to `ctx.model`, one after the other: the fields for
        `extract`, prose for `write`. `host.engine.requests` keeps what it was asked.
        """
        self._script.extend(answers)
        return self

    def confirming(self) -> Host:
        """From now on there is a user who grants nothing and lets every effect happen.

        `host.shown` keeps what the user was shown of each.
        """
        self.kernel.reach(self._user)
        return self

    def choosing(self, *answers: str) -> Host:
        """From now on there is such a user, who also chooses: to the questions of `ctx.choose`, one
        after the other, the choice that holds these words. `host.choices` keeps what was asked.
        """
        self._user.answers.extend(answers)
        return self.confirming()

    @property
    def choices(self) -> list[Choice]:
        """The questions that the user of `choosing` was asked, in order."""
        return self._user.choices

    @property
    def shown(self) -> list[Question]:
        """What the user of `confirming` was shown before effects, in order."""
        return self._user.shown

    @cached_property
    def engine(self) -> ScriptedEngine:
        """The model of this host: it gives the answers that `scripted` prepared."""
        from llmos.engines import ScriptedEngine

        return ScriptedEngine(self._prepared)

    def _prepared(self, request: dict[str, Any]) -> dict[str, Any] | str:
        if not self._script:
            raise EngineError(
                "A test host has no model of its own: call tools by name, and prepare the model's "
                "answers with `scripted`."
            )
        return self._script.popleft()

    def call(self, tool: str, **arguments: Any) -> Output:
        """Run a tool in its worker; raises what the kernel raises.

        The arguments count as the user's own words, as they do in `llmos call`.
        """
        request = self.kernel.request(json.dumps(arguments, default=str), door="test")
        output = self.kernel.call(request, Call(tool, arguments)).output
        assert output is not None
        return output


class _User:
    """Somebody who lets everything happen that was granted before."""

    def __init__(self) -> None:
        self.shown: list[Question] = []
        self.answers: deque[str] = deque()
        self.choices: list[Choice] = []

    def ask(self, question: Question) -> Answer:
        return "no"

    def confirm(self, question: Question) -> bool:
        self.shown.append(question)
        return True

    def show(self, question: Question) -> None:
        self.shown.append(question)

    def hold(self, question: Question, seconds: int) -> None:
        """Waits for nobody."""

    def choose(self, choice: Choice) -> int:
        self.choices.append(choice)
        wanted = self.answers.popleft() if self.answers else ""
        fitting = [at for at, words in enumerate(choice.choices) if wanted and wanted in words]
        if len(fitting) != 1:
            raise AssertionError(
                f"{choice.tool} asks {choice.question!r} with {choice.choices}; prepare the answer "
                f"with `choosing`, in words of one of them instead of {wanted!r}."
            )
        return fitting[0]


class _Ring:
    """A keyring that lasts as long as its host."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._kept.pop((service, username), None)


@pytest.fixture
def llmos_host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    """A host in an empty home."""
    folder = tmp_path / "llmos-home"
    monkeypatch.setenv(HOME_VARIABLE, str(folder))
    host = Host(Home.at(folder))
    yield host
    host.kernel.close()
