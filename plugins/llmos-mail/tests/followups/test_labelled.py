"""The labelled mailbox: a floor under the figures that `benchmarks/mail_followups.py` prints."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

_FILE = Path(__file__).with_name("labelled.py")


@pytest.fixture(scope="module")
def labelled() -> ModuleType:
    spec = importlib.util.spec_from_file_location("labelled_mailbox", _FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look for their module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("half", ["tune", "report"])
def test_nine_in_ten_of_what_is_named_is_open_and_nine_in_ten_of_what_is_open_is_named(
    labelled, half
):
    score = labelled.judge(half)
    # Only the shares: what pytest prints of a failure must not show the mistakes in `report`.
    precision, recall = score.precision, score.recall
    del score
    assert precision >= 0.9
    assert recall >= 0.9


@pytest.mark.parametrize("half", ["tune", "report"])
def test_every_label_is_a_sentence_of_its_thread(labelled, half):
    for thread in labelled.threads(half):
        words = " ".join(" ".join(mail["text"].split()) for mail in thread["mails"])
        for one in thread.get("open", []):
            assert any(sentence in words for sentence in one["sentences"]), thread["subject"]
