"""What is about to be sent is held on the terminal."""

from __future__ import annotations

import signal

import pytest

from llmos.cli.terminal.holding import hold
from llmos.errors import Cancelled


def test_time_that_has_passed_lets_it_go(capsys: pytest.CaptureFixture[str]) -> None:
    hold("mail.send", 0)
    assert "Taken back" not in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no such timer")
def test_ctrl_c_takes_it_back(capsys: pytest.CaptureFixture[str]) -> None:
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    try:
        with pytest.raises(Cancelled, match="Nothing was sent"):
            hold("mail.send", 3600)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert "mail.send sends in 3600 s" in capsys.readouterr().err
