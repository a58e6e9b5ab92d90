"""Notifications on the desktop by the desktop-notifier library; without a desktop, lines."""

from __future__ import annotations

import logging
import os
import sys
from html import escape

from llmos.cli.terminal.inert import inert

_NAME = "llmos"
_MOST = 400
"""Characters of a text that a notification shows."""


def notify(title: str, text: str) -> None:
    """Show it where the user sees it: on the desktop, or as a line where there is none."""
    head, body = _plain(title), _plain(text)
    if not (_has_desktop() and _shown(head, body)):
        from llmos.cli.terminal.screen import say

        say(f"{head}: {body}" if body else head)


def _plain(text: str) -> str:
    """Other people's words, which may hold anything, on one line."""
    return inert(" ".join(text.split()))[:_MOST]


def _has_desktop() -> bool:
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS"))


def _shown(title: str, text: str) -> bool:
    """Whether the desktop took it; whatever is wrong with a desktop, the line still comes."""
    try:
        from desktop_notifier.sync import DesktopNotifierSync
    except ImportError:
        return False
    taken: list[bool] = []
    # What fails in it is told below, in a line; a traceback would stand beside that.
    logging.getLogger("desktop_notifier").setLevel(logging.CRITICAL)
    try:
        notifier = DesktopNotifierSync(app_name=_NAME)
        # In the text, not in the title, desktops take markup for their own.
        # The library keeps its failures to itself, but says when a desktop has taken it.
        notifier.send(
            title=title,
            message=escape(text, quote=False),
            on_dispatched=lambda: taken.append(True),
        )
    except Exception:  # a reminder must not be lost to a broken desktop
        return False
    return bool(taken)
