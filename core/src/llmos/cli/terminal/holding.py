"""Holding back what is about to be sent, so that it can be taken back."""

from __future__ import annotations

import sys
import time

from llmos.errors import Cancelled

_WIPE = "\r\x1b[K"


def hold(tool: str, seconds: int) -> None:
    """Count the seconds down on the terminal; Ctrl-C takes it back, which raises `Cancelled`."""
    end = time.monotonic() + seconds
    try:
        while (left := end - time.monotonic()) > 0:
            _write(f"{_WIPE}{tool} sends in {left:.0f} s. Ctrl-C takes it back. ")
            time.sleep(min(left, 1))
    except KeyboardInterrupt:
        raise Cancelled("Taken back. Nothing was sent.") from None
    finally:
        _write(_WIPE)


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
