"""Files of arrays, of which some come from elsewhere."""

from __future__ import annotations

import os
import sys
import zipfile

import pytest

numpy = pytest.importorskip("numpy")

from llmos.router.arrays import packed, read_arrays  # noqa: E402 - they need NumPy

GOOD = {"rows": numpy.arange(600, dtype=numpy.int8).reshape(20, 30)}


@pytest.mark.parametrize("tightly", [True, False])
def test_what_was_packed_is_read(tmp_path, tightly):
    file = tmp_path / "good.npz"
    file.write_bytes(packed(GOOD, tightly=tightly))
    assert (read_arrays(file)["rows"] == GOOD["rows"]).all()


def test_what_is_not_there_holds_nothing(tmp_path):
    assert read_arrays(None) == read_arrays(tmp_path / "none.npz") == read_arrays(tmp_path) == {}


@pytest.mark.parametrize("kept", [0, 1, 40, 200, -10])
def test_a_file_that_was_cut_off_holds_nothing(tmp_path, kept):
    file = tmp_path / "cut.npz"
    file.write_bytes(packed(GOOD)[:kept])
    assert read_arrays(file) == {}


@pytest.mark.parametrize("tightly", [True, False])
def test_damage_anywhere_is_no_more_than_a_missing_file(tmp_path, tightly):
    file, whole = tmp_path / "damaged.npz", packed(GOOD, tightly=tightly)
    for place in range(0, len(whole), 3):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 255]) + whole[place + 1 :])
        read_arrays(file)  # whatever it finds, it raises nothing


def test_no_pickle_is_opened(tmp_path):
    numpy.savez(tmp_path / "pickled.npz", rows=numpy.array([print], dtype=object))
    assert read_arrays(tmp_path / "pickled.npz") == {}


def test_what_is_small_only_while_packed_holds_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("llmos.router.arrays._MOST_BYTES", 5_000)
    file = tmp_path / "bomb.npz"
    file.write_bytes(packed({"rows": numpy.zeros(100_000, numpy.int8)}, tightly=True))
    assert file.stat().st_size < 5_000
    assert read_arrays(file) == {}


def test_a_header_that_promises_more_than_there_is_holds_nothing(tmp_path):
    file = tmp_path / "boasting.npz"
    header = b"{'descr': '|i1', 'fortran_order': False, 'shape': (%d,)}" % 10**15
    header = header.ljust(117) + b"\n"
    with zipfile.ZipFile(file, "w") as members:
        members.writestr(
            "rows.npy", b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header
        )
    assert read_arrays(file) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.npz")
    assert read_arrays(tmp_path / "pipe.npz") == {}
