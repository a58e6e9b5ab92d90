"""What plugins rightly do: each must work, confined or not. Returns when it worked."""

from __future__ import annotations

import asyncio
import ctypes
import mimetypes
import os
import queue
import signal
import socket
import sqlite3
import ssl
import tempfile
import threading
import zoneinfo
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from field import SECRET, Field


def reads_what_was_granted(field: Field) -> None:
    assert field.letter.read_bytes() == SECRET
    assert os.listdir(field.granted)


def reads_a_single_granted_file(field: Field) -> None:
    assert field.single.read_bytes() == SECRET


def reads_a_granted_database(field: Field) -> None:
    connection = sqlite3.connect(f"file:{field.database}?mode=ro", uri=True)
    assert connection.execute("select word from words").fetchall() == [("words",)]


def replaces_its_own_file(field: Field) -> None:
    fresh, kept = field.own / "fresh", field.own / "kept"
    for words in ("first", "second"):
        fresh.write_text(words)
        fresh.replace(kept)
    assert kept.read_text() == "second"


def moves_its_file_between_folders(field: Field) -> None:
    """Needs ABI 2; before, Linux says that the folders lie on different devices."""
    (field.own / "folder").mkdir()
    (field.own / "file").touch()
    (field.own / "file").rename(field.own / "folder" / "file")


def builds_and_clears_folders(field: Field) -> None:
    deep = field.own / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "file").write_text("words")
    (deep / "file").unlink()
    deep.rmdir()
    with tempfile.TemporaryDirectory(dir=field.own) as folder:
        Path(folder, "file").touch()


def shortens_its_own_file(field: Field) -> None:
    path = field.own / "file"
    path.write_text("many words")
    path.write_text("few")
    with path.open("r+") as file:
        file.truncate(1)
    assert path.read_text() == "f"


def keeps_a_searchable_database(field: Field) -> None:
    with sqlite3.connect(field.own / "index.db") as connection:
        assert connection.execute("pragma journal_mode = wal").fetchone() == ("wal",)
        connection.execute("create virtual table mail using fts5(body)")
        connection.execute("insert into mail values ('words of Ada')")
        other = sqlite3.connect(field.own / "index.db")
    assert other.execute("select body from mail('ada')").fetchall() == [("words of Ada",)]


def runs_an_event_loop(field: Field) -> None:
    async def several() -> list[int]:
        loop = asyncio.get_running_loop()
        waits = (asyncio.sleep(0, number) for number in range(3))
        in_a_thread = loop.run_in_executor(None, os.getpid)
        return [*await asyncio.gather(*waits), await in_a_thread]

    assert asyncio.run(several()) == [0, 1, 2, os.getpid()]


def talks_over_a_handed_over_stream(field: Field) -> None:
    async def exchange() -> bytes:
        reader, writer = await asyncio.open_connection(sock=one)
        writer.writelines([b"words ", b"and more\n"])
        await writer.drain()
        two.sendmsg([b"answer\n"])
        return await reader.readline()

    one, two = socket.socketpair()
    field.handed_over.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    field.handed_over.sendall(b"words")
    assert asyncio.run(exchange()) == b"answer\n"
    assert two.recv(100) == b"words and more\n"


def works_in_threads(field: Field) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(abs, range(-50, 0))) == list(range(50, 0, -1))
    results: queue.Queue[int] = queue.Queue()
    threading.Thread(target=results.put, args=(1,)).start()
    assert results.get() == 1


def handles_its_own_signals(field: Field) -> None:
    seen: list[int] = []
    signal.signal(signal.SIGUSR1, lambda number, frame: seen.append(number))
    os.kill(os.getpid(), signal.SIGUSR1)
    signal.raise_signal(signal.SIGUSR1)
    assert seen == [signal.SIGUSR1] * 2


def calls_c_and_is_called_back(field: Field) -> None:
    libc = ctypes.CDLL(None)
    numbers = (ctypes.c_int * 3)(3, 1, 2)
    pointer = ctypes.POINTER(ctypes.c_int)
    compare = ctypes.CFUNCTYPE(ctypes.c_int, pointer, pointer)(lambda a, b: a[0] - b[0])
    libc.qsort(numbers, 3, ctypes.sizeof(ctypes.c_int), compare)
    assert list(numbers) == [1, 2, 3]


def trusts_certificates(field: Field) -> None:
    context = ssl.create_default_context()
    assert context.verify_mode == ssl.CERT_REQUIRED
    folder = Path("/etc/ssl/certs")
    assert not folder.is_dir() or os.listdir(folder)


def knows_time_zones(field: Field) -> None:
    assert zoneinfo.available_timezones() or not zoneinfo.TZPATH


def knows_its_machine(field: Field) -> None:
    assert os.cpu_count()
    assert Path("/proc/self/status").read_text().startswith("Name:")
    assert os.urandom(8)
    assert Path("/proc/cpuinfo").read_bytes()
    assert Path("/proc/self/maps").read_bytes()


def knows_file_types(field: Field) -> None:
    mimetypes.init()
    assert mimetypes.guess_type("letter.pdf") == ("application/pdf", None)


def throws_output_away(field: Field) -> None:
    with open(os.devnull, "w") as nowhere:
        print("words", file=nowhere)


def uses_pydantic(field: Field) -> None:
    import pydantic

    adapter = pydantic.TypeAdapter(list[int])
    assert adapter.validate_json("[1, 2]") == [1, 2]


def uses_numpy(field: Field) -> None:
    import numpy

    square = numpy.ones((64, 64)) @ numpy.ones((64, 64))
    assert square.sum() == 64**3


def uses_lxml(field: Field) -> None:
    from lxml import etree  # type: ignore[import-untyped]  # ships no types

    assert etree.fromstring("<a><b/></a>").find("b") is not None


def uses_onnxruntime_with_two_threads(field: Field) -> None:
    import numpy
    import onnxruntime  # type: ignore[import-untyped]  # ships no types

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    session = onnxruntime.InferenceSession(_MODEL, options)
    assert session.run(None, {"x": numpy.ones(1, numpy.float32)})[0] == [1]


def _part(number: int, contents: bytes) -> bytes:
    """One length-delimited field of a protocol buffer."""
    return bytes((number << 3 | 2, len(contents))) + contents


_ONE_FLOAT = _part(1, bytes((8, 1)) + _part(2, _part(1, bytes((8, 1)))))
_IDENTITY = _part(1, _part(1, b"x") + _part(2, b"y") + _part(4, b"Identity"))
_GRAPH = _IDENTITY + _part(2, b"graph")
_GRAPH += _part(11, _part(1, b"x") + _part(2, _ONE_FLOAT))
_GRAPH += _part(12, _part(1, b"y") + _part(2, _ONE_FLOAT))
_MODEL = bytes((8, 8)) + _part(7, _GRAPH) + _part(8, bytes((16, 13)))
