"""What holds after `confine`, beyond the attacks: its order, its answer, its grants."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from llmos.sandbox import tier
from llmos.sandbox.confinement import STEPS

Worker = Callable[[str], str]

CONFINE = """
import os, resource
from pathlib import Path
from llmos.sandbox import Policy, base_read_paths, confine
def status():
    lines = Path("/proc/self/status").read_text().splitlines()
    return dict(line.split(":\\t", 1) for line in lines if ":\\t" in line)
"""


def test_protections_come_in_the_order_that_each_needs() -> None:
    assert list(STEPS) == [
        "one thread",
        "resource limits",
        "no new privileges",
        "not dumpable",
        "end with llmos",
        "Landlock",
        "seccomp",
    ]


def test_it_answers_with_what_enforces_the_policy(worker: Worker) -> None:
    told = worker(CONFINE + "print(confine(Policy()).summary)")
    assert told.strip() == tier().summary


def test_the_kernel_reports_the_process_as_confined(worker: Worker) -> None:
    code = """
confine(Policy(read=base_read_paths()))
print(status()["NoNewPrivs"], status()["Seccomp"])
"""
    assert worker(CONFINE + code) == "1 2\n"


def test_the_filter_holds_for_threads_that_already_run(worker: Worker) -> None:
    """`confine` refuses such a process anyway; the filter does not rely on that."""
    code = """
import socket, threading
from llmos.sandbox import libc, seccomp
go = threading.Event()
def late():
    go.wait()
    try:
        socket.socket()
    except PermissionError:
        print("refused")
thread = threading.Thread(target=late)
thread.start()
libc.set_no_new_privileges()
seccomp.restrict()
go.set()
thread.join()
"""
    assert worker(CONFINE + code) == "refused\n"


def test_limits_are_set_hard_and_soft(worker: Worker) -> None:
    code = """
confine(Policy(memory=2**30, open_files=40))
print(resource.getrlimit(resource.RLIMIT_AS), resource.getrlimit(resource.RLIMIT_NOFILE))
print(resource.getrlimit(resource.RLIMIT_CORE))
"""
    assert worker(CONFINE + code) == f"({2**30}, {2**30}) (40, 40)\n(0, 0)\n"


def test_a_limit_that_is_already_lower_stays(worker: Worker) -> None:
    code = """
resource.setrlimit(resource.RLIMIT_NOFILE, (20, 20))
confine(Policy(open_files=200))
print(resource.getrlimit(resource.RLIMIT_NOFILE))
"""
    assert worker(CONFINE + code) == "(20, 20)\n"


def test_a_symbolic_link_grants_what_it_leads_to(worker: Worker, tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    (real / "letter").write_text("words")
    (tmp_path / "link").symlink_to(real)
    code = f"""
confine(Policy(read=(Path({str(tmp_path / "link")!r}),)))
print(Path({str(tmp_path / "link" / "letter")!r}).read_text())
print(Path({str(real / "letter")!r}).read_text())
"""
    assert worker(CONFINE + code) == "words\nwords\n"


def test_a_single_file_may_be_written_but_not_replaced(worker: Worker, tmp_path: Path) -> None:
    file = tmp_path / "notes"
    file.write_text("old words")
    code = f"""
file = Path({str(file)!r})
confine(Policy(write=(file,)))
file.write_text("new")
print(file.read_text())
try:
    file.unlink()
except PermissionError:
    print("kept")
"""
    assert worker(CONFINE + code) == "new\nkept\n"


def test_an_import_root_can_be_a_folder_anywhere(worker: Worker, tmp_path: Path) -> None:
    (tmp_path / "plugin_of_mine.py").write_text("WORDS = 'imported'\n")
    root = str(tmp_path)
    code = f"""
confine(Policy(read=base_read_paths([Path({root!r})])))
sys.path.append({root!r})
import plugin_of_mine
print(plugin_of_mine.WORDS)
"""
    assert worker(CONFINE + code) == "imported\n"


def test_rules_in_proc_outlive_the_kernels_caches(worker: Worker) -> None:
    """Linux forgets the inode of a /proc entry that nothing holds, and with it the rule."""
    code = """
confine(Policy(read=base_read_paths()))
held = [os.readlink(f"/proc/self/fd/{entry}") for entry in range(3, 40) if entry_exists(entry)]
print(held.count("/proc/cpuinfo"), held.count(f"/proc/{os.getpid()}/status"))
"""
    exists = 'def entry_exists(entry): return os.path.lexists(f"/proc/self/fd/{entry}")\n'
    assert worker(CONFINE + exists + code) == "1 1\n"


def test_no_other_descriptor_stays_open(worker: Worker, tmp_path: Path) -> None:
    code = f"""
before = set(os.listdir("/proc/self/fd"))
confine(Policy(read=(Path("/proc/self/fd"), Path({str(tmp_path)!r}))))
added = set(os.listdir("/proc/self/fd")) - before
print(sorted(os.readlink(f"/proc/self/fd/{{entry}}") for entry in added))
"""
    told = worker(CONFINE + code)
    assert str(tmp_path) not in told
    assert told.count("'") == 2  # the rule for /proc itself, and nothing else
