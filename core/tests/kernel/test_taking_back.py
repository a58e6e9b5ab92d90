"""Taking answers back ends what runs with them in other processes, before anything is deleted."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from llmos.calls import Call
from llmos.config import Home
from llmos.errors import PermissionDenied, Revoked, StoreError
from llmos.kernel import Kernel
from llmos.leases import Leases
from llmos.sandbox import tier
from llmos.scope import Scope

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes with names")

Probe = Callable[..., Path]
Other = Callable[[str], "subprocess.Popen[str]"]

WORK = """
from threading import Thread
if at == "quick":
    Thread(target=lambda: [(ctx.data / "late").write_text("late") for _ in iter(int, 1)]).start()
    return Found(value=os.getpid())
(ctx.data / "index").write_text("12345")
ctx.progress(str(os.getpid()), 1, 1)
while True:
    (ctx.data / "again").touch()
"""
# Another llmos: it says which process works, then waits for the end of its call.
OTHER = """
import sys
from pathlib import Path
from llmos.plugins import discovery
discovery.GROUP = "llmos.test-plugins"
from llmos.calls import Call
from llmos.config import Home
from llmos.errors import LlmosError
from llmos.kernel import Kernel

kernel = Kernel(Home.locate(), asker=None, engines=lambda: None)
request = kernel.request("", door="test")
try:
    answer = kernel.call(
        request, Call("probe.look", {"at": sys.argv[1]}), lambda p: print(p.what, flush=True)
    )
    print(answer.output.value["value"], flush=True)
    print("idle", flush=True)
    sys.stdin.readline()
except LlmosError as error:
    print(type(error).__name__, error.exit_code, error.message, flush=True)
    print(kernel.ledger.entries()[0].outcome, flush=True)
kernel.close()
"""


@pytest.fixture
def other(home: Home, tmp_path: Path) -> Iterator[Other]:
    """Start another llmos on the same home, which runs the probe."""
    started: list[subprocess.Popen[str]] = []

    def start(at: str) -> subprocess.Popen[str]:
        roots = [str(tmp_path / "site"), os.environ.get("PYTHONPATH", "")]
        process = subprocess.Popen(
            [sys.executable, "-c", OTHER, at],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, roots))},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def allowed(kernel: Kernel, probe: Probe) -> Kernel:
    probe(WORK, "mail:read")
    kernel.grant("probe", "mail:read")
    return kernel


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def is_running(process: int) -> bool:
    return Path(f"/proc/{process}").exists() if Path("/proc/self").exists() else False


def test_a_run_in_another_process_ends_before_what_it_derived_is_deleted(
    allowed: Kernel, other: Other
) -> None:
    there = other("")
    worker = int(line(there))
    gone = allowed.revoke("probe")
    assert not is_running(worker)
    assert (gone.files, gone.bytes) == (2, 5)
    assert not allowed.home.plugin_folder("probe").exists()
    assert line(there).startswith("Revoked 3 probe was ended: what it may do was taken back")
    assert line(there) == "revoked"
    assert not allowed.home.plugin_folder("probe").exists()


def test_a_worker_that_another_process_keeps_for_later_ends_too(
    allowed: Kernel, other: Other
) -> None:
    there = other("quick")
    worker = int(line(there))
    assert line(there) == "idle"
    assert is_running(worker) or sys.platform != "linux"
    allowed.revoke("probe")
    assert not is_running(worker)
    assert not allowed.home.plugin_folder("probe").exists()


@pytest.mark.parametrize(
    "narrower", [{"answer": "never"}, {"scope": Scope(names=("INBOX",))}], ids=["never", "less"]
)
def test_an_answer_that_allows_less_ends_what_runs_with_the_earlier_one(
    allowed: Kernel, other: Other, narrower: dict[str, Any]
) -> None:
    there = other("")
    worker = int(line(there))
    allowed.grant("probe", "mail:read", **narrower)
    assert not is_running(worker)
    assert line(there).startswith("Revoked")


def test_an_answer_that_allows_as_much_lets_it_run(allowed: Kernel, other: Other) -> None:
    there = other("quick")
    worker = int(line(there))
    assert line(there) == "idle"
    allowed.grant("probe", "mail:read")
    allowed.grant("probe", "mail:read", foreground=False, scope=Scope(names=("INBOX",)))
    assert is_running(worker) or sys.platform != "linux"


def test_what_is_taken_back_between_the_decision_and_the_start_does_not_start(
    allowed: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = Leases.take

    def late(leases: Leases, plugins: Any) -> Any:
        leases.take_back("probe")
        return take(leases, plugins)

    monkeypatch.setattr(Leases, "take", late)
    with pytest.raises(Revoked):
        allowed.call(allowed.request("", door="test"), Call("probe.look", {"at": "quick"}))
    assert allowed.ledger.entries()[0].outcome == "revoked"
    assert not allowed.home.plugin_folder("probe").exists()


def test_the_plugin_that_is_called_ends_with_the_one_that_called_it(
    kernel: Kernel, probe: Probe, other: Other
) -> None:
    probe(WORK, "mail:read", id="owner")
    probe('return Found(value=ctx.call("owner.look"))', "mail:read")
    kernel.grant("probe", "mail:read")
    there = other("")
    worker = int(line(there))
    kernel.revoke("probe")
    assert not is_running(worker)
    assert line(there).startswith("Revoked")


def test_a_process_that_does_not_end_it_is_named_and_nothing_is_deleted(
    allowed: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("llmos.leases._PATIENCE", 0.0)
    data = allowed.home.plugin_data("probe")
    data.mkdir(parents=True)
    lease = Leases(allowed.home).take(["probe"])
    with pytest.raises(StoreError, match=f"the process {os.getpid()} still runs it"):
        allowed.revoke("probe")
    assert data.exists()
    lease.release()
    allowed.revoke("probe")
    assert not data.exists()


def test_a_folder_that_cannot_be_written_is_a_sentence(home: Home) -> None:
    home.data.mkdir(parents=True)
    (home.data / "leases").write_text("not a folder")
    for act in (lambda leases: leases.take(["probe"]), lambda leases: leases.take_back("probe")):
        with pytest.raises(StoreError, match="leases"):
            act(Leases(home))


def test_a_lease_ends_with_the_process_that_held_it(home: Home) -> None:
    code = (
        "import os, sys; from llmos.config import Home; from llmos.leases import Leases\n"
        "Leases(Home.locate()).take(['probe']); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert [path.name for path in (home.data / "leases" / "probe").iterdir()]
    Leases(home).take_back("probe")
    assert [path.name for path in (home.data / "leases" / "probe").iterdir()] == ["taken-back"]


@pytest.mark.skipif(not tier().enforced, reason="nothing confines a worker here")
def test_a_worker_does_not_outlive_the_process_that_started_it(
    allowed: Kernel, other: Other
) -> None:
    there = other("")
    worker = os.pidfd_open(int(line(there)))
    there.kill()
    ended, _, _ = select.select([worker], [], [], 30)
    os.close(worker)
    assert ended
    allowed.revoke("probe")
    assert not allowed.home.plugin_folder("probe").exists()


def test_the_next_call_in_the_same_process_is_decided_anew(allowed: Kernel) -> None:
    def look() -> Any:
        call = Call("probe.look", {"at": "quick"})
        return allowed.call(allowed.request("", door="test"), call).output

    before = look()
    with Kernel(allowed.home, asker=None, engines=allowed._engines) as elsewhere:
        elsewhere.revoke("probe")
    with pytest.raises(PermissionDenied, match="not granted"):
        look()
    allowed.grant("probe", "mail:read")
    assert look() != before
