"""What the catalogue promises, and what looking at it costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from llmos.errors import ModelError
from llmos.models import catalogue, default, find_model


def test_each_role_has_exactly_one_default():
    for role in ("language", "embedding"):
        assert [m for m in catalogue() if m.role == role and m.default] == [default(role)]


def test_ids_and_file_names_are_unique():
    assert len({model.id for model in catalogue()}) == len(catalogue())
    for model in catalogue():
        assert len({file.name for file in model.files}) == len(model.files)


def test_every_model_says_its_licence_its_origin_and_what_it_needs():
    for model in catalogue():
        assert model.license
        assert model.origin
        assert model.memory > model.size
        assert model.context > 0


def test_no_wheel_is_named_twice_in_a_file():
    for file in (file for model in catalogue() for file in model.files):
        assert len({part.distribution for part in file.parts}) == len(file.parts)


def test_sizes_are_those_of_the_whole_model():
    model = default("embedding")
    assert [file.name for file in model.files] == ["model.onnx", "vocab.txt"]
    assert model.size == 22_928_619 + 231_508
    assert model.download == 20_960_402 + 83_506_384


def test_an_unknown_model_is_a_sentence():
    with pytest.raises(ModelError, match="no model called 'gpt'") as error:
        find_model("gpt")
    assert "llmos models list" in error.value.hint


def test_looking_at_the_catalogue_loads_nothing_that_talks_to_a_network():
    code = (
        "import sys; from llmos.models import Library, catalogue\n"
        "for model in catalogue(): Library().status(model)\n"
        "print(*{'requests', 'pypi_simple', 'filelock', 'pydantic', 'http', 'socket', 'asyncio'}"
        " & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
