"""A process that cannot be confined in full is told so, by the name of what failed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Worker = Callable[[str], str]
Arena = Callable[..., dict[str, str]]

TRY = """
from pathlib import Path
from llmos.sandbox import Policy, SandboxUnavailable, confine
def attempt(policy=Policy()):
    try:
        confine(policy)
    except SandboxUnavailable as error:
        print(error.step, "|", error)
    else:
        print("confined")
"""

WITHOUT_CALLS = """
import errno
from llmos.sandbox import bpf, libc, seccomp
def answer_absent(*numbers):
    libc.set_no_new_privileges()
    here = seccomp.architecture()
    every = range(1000)
    bpf.REFUSE = bpf.ABSENT
    seccomp.install(here, bpf.program(here.audit, set(every) - set(numbers), {}))
"""


def test_a_process_that_can_be_confined_is(worker: Worker) -> None:
    assert worker(TRY + "attempt()") == "confined\n"


@pytest.mark.parametrize(
    ("failing", "step"),
    [
        ("landlock.CREATE_RULESET", "the system"),
        ("landlock.ADD_RULE", "Landlock"),
        ("landlock.RESTRICT_SELF", "Landlock"),
        ("here.seccomp", "the system"),
        ("302 if here.column == 0 else 261", "resource limits"),  # prlimit64
        ("157 if here.column == 0 else 167", "no new privileges"),  # prctl
    ],
)
def test_a_system_call_that_fails_refuses_the_worker(
    worker: Worker, failing: str, step: str
) -> None:
    code = f"""
from llmos.sandbox import landlock
here = seccomp.architecture()
answer_absent({failing})
attempt()
"""
    told = worker(TRY + WITHOUT_CALLS + code)
    assert told.startswith(f"{step} |")
    assert "could not be confined" in told


def test_a_filter_that_cannot_be_installed_refuses_the_worker(worker: Worker) -> None:
    code = """
from llmos.sandbox.arguments import Check
here = seccomp.architecture()
only_asking = {here.seccomp: (Check(0, (2,)),)}
libc.set_no_new_privileges()
every_other = set(range(1000)) - set(only_asking)
seccomp.install(here, bpf.program(here.audit, every_other, only_asking))
attempt()
"""
    assert worker(TRY + WITHOUT_CALLS + code).startswith("seccomp |")


def test_without_no_new_privileges_an_ordinary_user_is_refused(
    arena: Arena, ordinary_user: int
) -> None:
    with pytest.raises(AssertionError, match=r"not confined: .* Landlock failed"):
        arena(ordinary_user, 1, only=["fork"], without=["no new privileges"])


def test_a_granted_path_that_is_gone_is_named(worker: Worker, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    told = worker(TRY + f"attempt(Policy(read=(Path({str(gone)!r}),)))")
    assert told.startswith("Landlock |")
    assert str(gone) in told


def test_a_granted_path_that_can_carry_no_rule_is_named(worker: Worker) -> None:
    pipe = "/proc/self/fd/1"
    told = worker(TRY + f"attempt(Policy(read=(Path({pipe!r}),)))")
    assert told.startswith("Landlock |")
    assert pipe in told


def test_a_process_that_has_started_a_thread_is_refused(worker: Worker) -> None:
    code = """
import threading
over = threading.Event()
threading.Thread(target=over.wait).start()
attempt()
over.set()
"""
    assert worker(TRY + code).startswith("one thread |")


def test_a_process_is_confined_only_once(worker: Worker) -> None:
    assert worker(TRY + "attempt(); attempt()").splitlines()[1].startswith("the system |")
