"""What phrases mean is computed once and kept."""

from __future__ import annotations

import pytest

from llmos.router.vectors import Vectors

numpy = pytest.importorskip("numpy")


class Counting:
    """Rows that say how long a text is, and which texts were computed."""

    def __init__(self) -> None:
        self.computed: list[str] = []

    def __call__(self, texts):
        self.computed += texts
        return numpy.array([[len(text), 1.0] for text in texts], numpy.float32)


@pytest.fixture
def embed():
    return Counting()


def test_a_learnt_phrase_is_computed_once(embed):
    vectors = Vectors(embed)
    vectors.learn(["one", "three"])
    assert vectors.of(["three", "one"]).tolist() == [[5, 1], [3, 1]]
    assert sorted(embed.computed) == ["one", "three"]


def test_another_process_computes_none_of_them_again(embed, tmp_path):
    Vectors(embed, tmp_path / "rows.npz").learn(["one", "three"])
    again = Counting()
    vectors = Vectors(again, tmp_path / "rows.npz")
    vectors.learn(["one", "three", "seventeen"])
    assert vectors.of(["one"]).tolist() == [[3, 1]]
    assert again.computed == ["seventeen"]


def test_what_nobody_says_any_more_is_dropped_in_time(embed, tmp_path):
    vectors = Vectors(embed, tmp_path / "rows.npz", unused=1)
    for said in (["one", "three"], ["three"], ["five"]):
        vectors.learn(said)
    again = Counting()
    Vectors(again, tmp_path / "rows.npz").of(["one", "three", "five"])
    assert again.computed == ["one"]


def test_what_was_computed_before_it_was_stopped_is_kept(tmp_path):
    class Stopped(Counting):
        def __call__(self, texts):
            if self.computed:
                raise KeyboardInterrupt
            return super().__call__(texts)

    stopped, texts = Stopped(), [f"phrase {number}" for number in range(50)]
    with pytest.raises(KeyboardInterrupt):
        Vectors(stopped, tmp_path / "rows.npz").learn(texts)
    again = Counting()
    Vectors(again, tmp_path / "rows.npz").learn(texts)
    assert len(again.computed) == len(texts) - len(stopped.computed) < len(texts)


def test_how_far_it_has_come_is_told(embed):
    told = []
    Vectors(embed).learn([f"phrase {number}" for number in range(50)], told.append)
    assert [(one.done, one.total) for one in told] == [(0, 50), (32, 50)]


@pytest.fixture
def shipped(embed, tmp_path):
    """A file with the rows of ten phrases."""
    texts = [f"{'long ' * number}phrase" for number in range(10)]
    Vectors(embed, tmp_path / "shipped.npz").learn(texts)
    embed.computed.clear()
    return tmp_path / "shipped.npz", texts


def test_rows_that_were_shipped_are_computed_only_for_a_few(embed, shipped):
    file, texts = shipped
    vectors = Vectors(embed, shipped=[file])
    assert vectors.lacks([*texts, "new"]) == 1
    vectors.learn([*texts, "new"])
    assert len(embed.computed) == 3 + 1
    assert vectors.of(texts).tolist() == [[len(text), 1] for text in texts]


def test_rows_that_were_shipped_and_are_not_true_do_not_count(embed, shipped):
    file, texts = shipped
    forged = Vectors(lambda some: numpy.array([[-1.0, 40.0] for _ in some], numpy.float32), file)
    forged._rows = {}
    forged.learn(texts)
    vectors = Vectors(embed, shipped=[file])
    vectors.learn(texts)
    assert {*embed.computed} == {*texts}
    assert vectors.of(texts).tolist() == [[len(text), 1] for text in texts]


def test_rows_of_another_kind_do_not_count_however_alike_they_look(embed, shipped):
    file, texts = shipped
    poisoned = Vectors(lambda some: embed(some).astype(numpy.float64), file)
    poisoned._rows = {}
    poisoned.learn(texts)
    embed.computed.clear()
    Vectors(embed, shipped=[file]).learn(texts)
    assert {*embed.computed} == {*texts}


def test_standing_phrases_stay(embed):
    vectors = Vectors(embed, standing=["always"])
    vectors.learn(["one"])
    vectors.learn(["two"])
    embed.computed.clear()
    vectors.of(["always"])
    assert embed.computed == []


def test_a_request_is_computed_once_and_soon_forgotten(embed):
    vectors = Vectors(embed)
    vectors.learn(["one"])
    for _ in range(2):
        assert vectors.of(["a request", "one"]).tolist() == [[9, 1], [3, 1]]
    assert embed.computed.count("a request") == 1
    vectors.of(["another"])
    vectors.of(["a request"])
    assert embed.computed.count("a request") == 2


def test_a_damaged_file_is_computed_anew(embed, tmp_path):
    Vectors(embed, tmp_path / "rows.npz").learn(["one"])
    for file in tmp_path.iterdir():
        file.write_bytes(b"no rows")
    vectors = Vectors(embed, tmp_path / "rows.npz")
    vectors.learn(["one"])
    assert vectors.of(["one"]).tolist() == [[3, 1]]


def test_of_each_group_the_nearest_phrases_are_told(embed):
    vectors = Vectors(embed)
    groups = {"short": ["a", "four", "sixteen"], "long": ["eleven chars"]}
    assert vectors.nearest("some text", groups, 2) == {
        "short": ["sixteen", "four"],
        "long": ["eleven chars"],
    }
