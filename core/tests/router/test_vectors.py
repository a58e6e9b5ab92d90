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
    Vectors(embed, tmp_path).learn(["one", "three"])
    again = Counting()
    vectors = Vectors(again, tmp_path)
    vectors.learn(["one", "three", "seventeen"])
    assert vectors.of(["one"]).tolist() == [[3, 1]]
    assert again.computed == ["seventeen"]


def test_what_nobody_says_any_more_is_dropped(embed, tmp_path):
    vectors = Vectors(embed, tmp_path)
    vectors.learn(["one", "three"])
    vectors.learn(["three"])
    again = Counting()
    Vectors(again, tmp_path).of(["one", "three"])
    assert again.computed == ["one"]


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
    Vectors(embed, tmp_path).learn(["one"])
    for file in tmp_path.iterdir():
        file.write_bytes(b"no rows")
    vectors = Vectors(embed, tmp_path)
    vectors.learn(["one"])
    assert vectors.of(["one"]).tolist() == [[3, 1]]


def test_of_each_group_the_nearest_phrases_are_told(embed):
    vectors = Vectors(embed)
    groups = {"short": ["a", "four", "sixteen"], "long": ["eleven chars"]}
    assert vectors.nearest("some text", groups, 2) == {
        "short": ["sixteen", "four"],
        "long": ["eleven chars"],
    }
