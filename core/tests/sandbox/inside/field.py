"""The ground that attacks run on: what a worker was granted, what it was not, and a bystander.

The process that lays the field out plays the kernel: attacks try to reach its memory, its
environment, its sockets and the files around it.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import socket
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

SECRET = b"the user's own words"


@dataclass
class Field:
    """Folders and files under `root`, and the kernel's process, sockets and memory."""

    root: Path
    kernel: int = field(default_factory=os.getpid)
    memory: ctypes.Array[ctypes.c_char] = field(
        default_factory=lambda: ctypes.create_string_buffer(SECRET)
    )

    def __post_init__(self) -> None:
        self.granted = self.root / "granted"  # read, and so is what lies in it
        self.letter = self.granted / "letter.txt"
        self.database = self.granted / "table.db"
        self.shelf = self.root / "shelf"
        self.single = self.shelf / "granted.txt"  # read, but not what lies beside it
        self.beside = self.shelf / "beside.txt"
        self.own = self.root / "own"  # written
        self.package = self.root / "package"  # read: the plugin's own code
        self.other = self.root / "other"  # another plugin's data
        self.foreign = self.root / "foreign"
        self.secret = self.foreign / "secret.txt"
        self.secret_database = self.foreign / "secret.db"
        self._table = _table()
        self._listen()
        self.accomplice = _accomplice()

    def lay_out(self) -> None:
        """Put every file back as it was before the last attack."""
        for folder in self.folders():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        for path in (self.letter, self.single, self.beside, self.secret):
            path.write_bytes(SECRET)
        for path in (self.database, self.secret_database):
            path.write_bytes(self._table)
        (self.package / "__init__.py").touch()
        (self.other / "index.db").touch()
        (self.own / "way_out").symlink_to(self.secret)

    def folders(self) -> tuple[Path, ...]:
        """Every folder of the field."""
        return self.granted, self.shelf, self.own, self.package, self.other, self.foreign

    def _listen(self) -> None:
        """Servers on loopback and in the file system, and one stream that is already open."""
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.elsewhere = socket.create_server(("127.0.0.1", 0))
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 0))
        self.stream_path = str(self.root / "stream")
        self.stream = socket.socket(socket.AF_UNIX)
        self.stream.bind(self.stream_path)
        self.stream.listen()
        self.datagram_path = str(self.root / "datagram")
        self.datagram = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.datagram.bind(self.datagram_path)
        self.abstract_name = f"\0llmos-test-{self.kernel}"
        self.abstract = socket.socket(socket.AF_UNIX)
        self.abstract.bind(self.abstract_name)
        self.abstract.listen()
        self.handed_over = socket.create_connection(self.tcp.getsockname())


def _table() -> bytes:
    """The bytes of a small database."""
    with sqlite3.connect(":memory:") as connection:
        connection.execute("create table words as select 'words' as word")
        return connection.serialize()


def _accomplice() -> socket.socket:
    """An unconfined process of the same user: told a process id, it tries to look into it."""
    ours, its = socket.socketpair()
    if os.fork() == 0:
        signal.signal(signal.SIGURG, signal.SIG_IGN)
        ours.close()
        while told := its.recv(32):
            its.send(_look_into(int(told)))
        os._exit(0)
    return ours


def _look_into(process: int) -> bytes:
    try:
        with open(f"/proc/{process}/environ", "rb") as environment:
            environment.read()
    except OSError:
        return b"refused"
    return b"read"
