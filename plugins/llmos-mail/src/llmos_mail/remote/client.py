"""An IMAP session over a given stream: IMAPClient, which would otherwise open its own."""

from __future__ import annotations

import errno
import imaplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Literal

from imapclient import IMAPClient  # type: ignore[import-untyped]  # ships no types
from imapclient.exceptions import (  # type: ignore[import-untyped]  # the same
    IMAPClientError,
    LoginError,
)

FAILURES = (IMAPClientError, imaplib.IMAP4.error)
"""What a session raises when the server refuses or talks nonsense."""

Security = Literal["tls", "starttls", "none"]

_SILENCE_SECONDS = 60.0
"""How long a server may say nothing."""


class _Imap(imaplib.IMAP4):
    def __init__(self, stream: socket.socket, host: str) -> None:
        self._stream = stream
        super().__init__(host)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return self._stream


class _Client(IMAPClient):  # type: ignore[misc]  # its base has no types
    def __init__(self, stream: socket.socket, host: str) -> None:
        self._stream = stream
        super().__init__(host, ssl=False, use_uid=True)

    def _create_IMAP4(self) -> _Imap:
        return _Imap(self._stream, self.host)


@contextmanager
def session(
    stream: Callable[[], socket.socket],
    host: str,
    user: str,
    password: Callable[[], str],
    *,
    security: Security = "tls",
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context,
) -> Iterator[Any]:
    """A logged-in IMAPClient; whatever goes wrong with the server is an OSError in words, a
    PermissionError if it does not take the login.

    The password is asked for only once the connection stands and is secure.
    """
    try:
        client = _connected(stream(), host, security, trust)
        try:
            client.login(user, password())
            yield client
        finally:
            with suppress(OSError, *FAILURES):
                client.logout()
    except ssl.SSLError as error:
        raise _failed(host, f"the connection is not secure ({error.reason or error})") from error
    except LoginError as error:
        why = f"it refuses the login of {user} ({_said(error)})"
        raise PermissionError(errno.EACCES, why, _mail_of(host)) from error
    except FAILURES as error:
        raise _failed(host, _said(error)) from error
    except TimeoutError as error:
        raise _failed(host, f"it said nothing for {_SILENCE_SECONDS:.0f} seconds") from error


def _connected(
    stream: socket.socket, host: str, security: Security, trust: Callable[[], ssl.SSLContext]
) -> _Client:
    stream.settimeout(_SILENCE_SECONDS)
    if security == "tls":
        stream = trust().wrap_socket(stream, server_hostname=host)
    client = _Client(stream, host)
    if security == "starttls":
        client.starttls(trust())
    return client


def _failed(host: str, why: str) -> OSError:
    return OSError(None, why, _mail_of(host))


def _mail_of(host: str) -> str:
    return f"the mail of {host}"


def _said(error: Exception) -> str:
    # Servers answer in bytes, and IMAPClient shows them as Python does.
    text = str(error)
    return (text[2:-1] if text.startswith(("b'", 'b"')) else text).rstrip(".")
