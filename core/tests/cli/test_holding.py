"""What is about to be sent is held on the terminal."""

from __future__ import annotations

import io
import signal

import pytest

from llmos.cli.terminal.holding import hold
from llmos.errors import Cancelled


class Impatient(io.StringIO):
    """A terminal whose user presses Ctrl-C as soon as the countdown is there."""

    def write(self, text: str) -> int:
        written = super().write(text)
        if "sends in" in text:
            signal.raise_signal(signal.SIGINT)
        return written


def test_time_that_has_passed_lets_it_go(capsys: pytest.CaptureFixture[str]) -> None:
    hold("mail.send", 0)
    assert "Taken back" not in capsys.readouterr().err


def test_ctrl_c_takes_it_back(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Impatient()
    monkeypatch.setattr("sys.stderr", screen)
    with pytest.raises(Cancelled, match="Nothing was sent"):
        hold("mail.send", 3600)
    assert "mail.send sends in 3600 s" in screen.getvalue()
