"""Pulls that are killed, and disks that are full: nothing that has arrived is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from llmos.errors import ModelError
from llmos.events import Progress
from llmos.models import Library, pull

PROGRAM = Path(__file__).with_name("pulling.py")


@pytest.fixture
def pulling(tmp_path):
    """Pull in a process of its own that kills itself at a step; 0 lets it end."""

    def run(model, library, step=0):
        description = tmp_path / "model.json"
        description.write_bytes(msgspec.json.encode(model))
        command = [sys.executable, str(PROGRAM), str(description), str(library.folder), str(step)]
        return subprocess.run(command, capture_output=True, text=True, timeout=60)

    return run


def killed_at(step, model, pulling, tmp_path):
    """The library that a pull left that was killed at this step, or at the nearest before it.

    The network cuts what it carries into more or fewer pieces, so no two pulls take as many steps.
    """
    for earlier in range(step, 0, -1):
        library = Library(tmp_path / f"models {earlier}")
        if pulling(model, library, earlier).returncode == -9:
            return library
    pytest.fail("no pull was killed")


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
@pytest.mark.parametrize("tenth", range(10))
def test_a_killed_pull_is_completed_without_fetching_anything_twice(
    tenth, pulling, publish, index, tmp_path, content
):
    model = publish()
    steps = int(pulling(model, Library(tmp_path / "whole")).stdout)
    library = killed_at(1 + (steps - 1) * tenth // 9, model, pulling, tmp_path)
    kept, before = library.status(model).done, index.sent
    assert pull(model, library).read_bytes() == content
    assert kept + index.sent - before == model.download
    assert [path.name for path in library.path(model).parent.iterdir()] == ["tiny.gguf"]


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_pull_that_is_killed_again_and_again_arrives_in_the_end(
    pulling, publish, library, content
):
    model, runs = publish(), 0
    while pulling(model, library, 25).returncode:
        runs += 1
        assert runs < 50
    assert runs > 1
    assert library.path(model).read_bytes() == content


@pytest.fixture
def small_disk(tmp_path):
    """A disk of four megabytes."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_model_that_does_not_fit_is_refused_before_anything_is_fetched(
    small_disk, publish, index
):
    (small_disk / "others").write_bytes(bytes(2_000_000))
    with pytest.raises(ModelError) as error:
        pull(publish(), Library(small_disk / "models"))
    assert "tiny needs 2.4 MB more" in error.value.message
    assert "2.2 MB are free" in error.value.message
    assert "LLMOS_MODELS" in error.value.hint
    assert not index.asked


def test_a_disk_that_fills_up_meanwhile_costs_nothing_that_has_arrived(
    small_disk, publish, index, content
):
    model, library, others = publish(), Library(small_disk / "models"), small_disk / "others"

    def fill(progress: Progress) -> None:
        if progress.done > model.download / 2 and not others.exists():
            free = os.statvfs(small_disk)
            others.write_bytes(bytes(free.f_bavail * free.f_frsize))

    with pytest.raises(ModelError, match="the disk is full") as error:
        pull(model, library, fill)
    assert "are here and kept" in error.value.message
    assert not library.path(model).exists()
    kept, before = library.status(model).done, index.sent
    assert kept > model.files[0].parts[0].size
    others.unlink()
    assert pull(model, library).read_bytes() == content
    assert kept + index.sent - before == model.download
