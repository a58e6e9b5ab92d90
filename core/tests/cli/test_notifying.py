"""Reminders on a desktop: over a real session bus, to a notification service of the test's own."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("desktop_notifier", reason="notifications need llmos[desktop]")
dbus = pytest.importorskip("dbus_fast", reason="the service of this test speaks D-Bus")


_NOTIFY = ("s", "u", "s", "s", "s", "as", "a{sv}", "i")
"""What the standard's method for it takes."""


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A session bus that lasts one test."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("there is no dbus-daemon here")
    options = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(options, **pipes, text=True) as process:  # type: ignore[call-overload]
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address
        process.terminate()


@pytest.fixture
def desktop(bus: str) -> Iterator[list[tuple[str, str]]]:
    """A desktop on this bus: the titles and texts that it was given to show."""
    shown: list[tuple[str, str]] = []
    ready, loop = threading.Event(), asyncio.new_event_loop()
    over = asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(_serve(shown, ready, over)))
    thread.start()
    assert ready.wait(20)
    yield shown
    loop.call_soon_threadsafe(over.set)
    thread.join()
    loop.close()


async def _serve(shown: list[tuple[str, str]], ready: threading.Event, over: asyncio.Event) -> None:
    from dbus_fast import Message, MessageType
    from dbus_fast.aio import MessageBus

    arguments = "".join(f'<arg type="{kind}" direction="in"/>' for kind in _NOTIFY)
    told = f"""<node><interface name="org.freedesktop.Notifications">
        <method name="Notify">{arguments}<arg type="u" direction="out"/></method>
        <method name="GetCapabilities"><arg type="as" direction="out"/></method>
        <method name="GetServerInformation">{'<arg type="s" direction="out"/>' * 4}</method>
        <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
        <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
        <signal name="NotificationReplied"><arg type="u"/><arg type="s"/></signal>
        <signal name="ActivationToken"><arg type="u"/><arg type="s"/></signal>
    </interface></node>"""
    answers: dict[str, tuple[str, list[Any]]] = {
        "Introspect": ("s", [told]),
        "Notify": ("u", [1]),
        "GetCapabilities": ("as", [["body", "body-markup"]]),
        "GetServerInformation": ("ssss", ["test", "test", "1", "1.2"]),
    }

    def answer(message: Message) -> Message | None:
        if message.message_type != MessageType.METHOD_CALL or message.member not in answers:
            return None
        if message.member == "Notify":
            shown.append((message.body[3], message.body[4]))
        return Message.new_method_return(message, *answers[message.member])

    connection = await MessageBus().connect()
    connection.add_message_handler(answer)
    await connection.request_name("org.freedesktop.Notifications")
    ready.set()
    await over.wait()
    connection.disconnect()


def notified(title: str, text: str) -> str:
    """What is printed by a process that notifies; the library leaves its sockets to its end."""
    program = "import sys; from llmos.cli.terminal.notifying import notify; notify(*sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-c", program, title, text], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout


def test_a_reminder_is_a_notification_whose_text_is_no_markup(
    desktop: list[tuple[str, str]],
) -> None:
    assert notified("R&D: sign <b>it</b>\x1b[2J", "at <a href='x'>noon</a>\nhere") == ""
    assert desktop == [("R&D: sign <b>it</b>\\x1b[2J", "at &lt;a href='x'&gt;noon&lt;/a&gt; here")]


def test_on_a_bus_without_a_desktop_it_is_a_line(bus: str) -> None:
    assert notified("Sign it", "at noon") == "Sign it: at noon\n"
