"""What one worker may do: the paths it may open and the resources it may use."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

GIB = 1024**3
MEMORY = 2 * GIB
FILE_SIZE = 4 * GIB  # the index of a very large mailbox
CPU_SECONDS = 3600  # over a worker's whole life; the time of one call is the runner's business
OPEN_FILES = 256
PROCESSES = 8192  # Linux counts every thread of the user here, also those of other programs


@dataclass(frozen=True)
class Policy:
    """The grants of one worker. What is not named here cannot be opened.

    `read` and `write` hold folders (with everything below them) or single files, and every one of
    them must exist; `write` includes reading. `memory` (address space) and `file_size` are in
    bytes. `processes` bounds the threads of the user as a whole; Linux ignores it for root.
    """

    read: tuple[Path, ...] = ()
    write: tuple[Path, ...] = ()
    memory: int = MEMORY
    cpu_seconds: int = CPU_SECONDS
    file_size: int = FILE_SIZE
    open_files: int = OPEN_FILES
    processes: int = PROCESSES
