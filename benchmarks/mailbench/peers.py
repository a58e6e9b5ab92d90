"""The programs that index the same Maildir: how each is run, and what a run took."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import astuple, dataclass, field
from pathlib import Path

NAMES = {"mu": "maildir-utils", "notmuch": "notmuch"}
"""The peers, and the system's packages that hold them."""


@dataclass(frozen=True)
class Peer:
    """A program: where it keeps its index, how it is prepared for a Maildir, how it indexes it."""

    name: str
    keeps: Path
    index: list[str]
    prepare: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Run:
    """Seconds of indexing, and of looking again with nothing new; the peak of memory in MB; and
    the seconds that processors worked on the indexing, which a busy machine changes little.
    """

    seconds: float
    again: float
    megabytes: float
    worked: float

    def better(self, other: Run | None) -> Run:
        """The smaller figures of two runs: what is above them is a neighbour's noise."""
        if other is None:
            return self
        return Run(*(min(pair) for pair in zip(astuple(self), astuple(other), strict=True)))


def database(folder: Path) -> Path:
    """Where llmos-mail's index lies."""
    return folder / "llmos" / "mail.db"


def not_installed() -> dict[str, str]:
    """The peers that are not there, and the packages that hold them."""
    return {name: package for name, package in NAMES.items() if not shutil.which(name)}


def all_installed(folder: Path, root: Path) -> list[Peer]:
    """llmos-mail and the peers that are there, for the Maildir at `root`, each with a place of its
    own below the folder.
    """
    ours = [sys.executable, "-m", "mailbench.ours", str(root), str(database(folder))]
    peers = [Peer("llmos-mail", database(folder).parent, ours)]
    if shutil.which("mu"):
        home = f"--muhome={folder / 'mu'}"
        prepare = ["mu", "init", home, f"--maildir={root}"]
        peers.append(Peer("mu", folder / "mu", ["mu", "index", home, "--quiet"], prepare))
    if shutil.which("notmuch"):
        config = folder / "notmuch.ini"
        config.write_text(
            f"[database]\npath={root}\n[user]\nname=x\nprimary_email=x@example.org\n"
            "[new]\ntags=new\n"
        )
        variables = {"NOTMUCH_CONFIG": str(config)}
        command = ["notmuch", "new", "--quiet"]
        peers.append(Peer("notmuch", folder / "notmuch", command, [], variables))
    return peers


def measure(peer: Peer, root: Path) -> Run:
    """Index the Maildir with a program that has not seen it, then look again."""
    shutil.rmtree(peer.keeps, ignore_errors=True)
    shutil.rmtree(root / ".notmuch", ignore_errors=True)
    peer.keeps.mkdir()
    environment = os.environ | peer.environment | {"PYTHONPATH": str(Path(__file__).parents[1])}
    if peer.prepare:
        subprocess.run(peer.prepare, env=environment, stdout=subprocess.DEVNULL, check=True)
    _warm(root)
    seconds, memory, worked = _timed(peer.index, environment)
    again, memory_again, _ = _timed(peer.index, environment)
    return Run(seconds, again, max(memory, memory_again), worked)


def _warm(root: Path) -> None:
    # Who comes first must not pay for reading the disk.
    for path in root.rglob("*"):
        if path.is_file():
            path.read_bytes()


def _timed(command: list[str], environment: dict[str, str]) -> tuple[float, float, float]:
    started = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} failed with {process.returncode}.")
    return seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime
