"""Handing a mail to the user's own server over SMTP, on a connection that somebody else opened.

Until the server has begun to take the text, nothing has been sent, and whatever goes wrong is
`NotSent`. From then on until it says that it has it, nobody can know whether it was: `Unknown`.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

Connect = Callable[[str, int], socket.socket]

_SECONDS = 60.0
_MYSELF = "[127.0.0.1]"
"""What the server is told this machine is called: nothing about it."""

_GO_ON, _TAKEN = 354, 250


class NotSent(Exception):
    """The mail was certainly not sent; the text says why."""


class Unknown(Exception):
    """The connection ended after the text and before the answer: nobody knows."""


@dataclass(frozen=True)
class Server:
    """A server that takes the user's mail.

    `authority` is the certificate (PEM) that vouches for it, where that is no public one.
    """

    host: str
    port: int
    security: Literal["tls", "starttls", "none"]
    user: str = ""
    authority: str = ""

    @property
    def tls(self) -> ssl.SSLContext:
        """How its certificate is checked."""
        return ssl.create_default_context(cadata=self.authority or None)


def submit(
    server: Server,
    connect: Connect,
    password: Callable[[], str],
    mail: bytes,
    sender: str,
    recipients: Sequence[str],
) -> None:
    """Send a mail to all recipients, or raise `NotSent` or `Unknown`. One refusal refuses all."""
    try:
        with _Smtp(server, connect) as smtp:
            _prepare(smtp, server, password, sender, recipients)
            _hand_over(smtp, mail)
    except smtplib.SMTPException as error:
        raise NotSent(_in_words(error)) from error
    except ssl.SSLError as error:
        raise NotSent(f"the connection is not safe: {error.reason or error}") from error
    except OSError as error:
        raise NotSent(f"the connection broke: {error}") from error


def _prepare(
    smtp: _Smtp,
    server: Server,
    password: Callable[[], str],
    sender: str,
    recipients: Sequence[str],
) -> None:
    if server.security == "starttls":
        smtp.starttls(context=server.tls)
    if server.user:
        smtp.login(server.user, password())
    smtp.ehlo_or_helo_if_needed()
    _accepted(smtp.mail(sender), f"mail from {sender}")
    for address in recipients:
        _accepted(smtp.rcpt(address), f"mail to {address}")


def _accepted(answer: tuple[int, bytes], what: str) -> None:
    code, words = answer
    if code not in (_TAKEN, 251):
        raise NotSent(f"the server refuses {what}: {code} {words.decode('utf-8', 'replace')}")


def _hand_over(smtp: _Smtp, mail: bytes) -> None:
    code, words = smtp.docmd("DATA")
    if code != _GO_ON:
        raise NotSent(f"the server takes no text: {code} {words.decode('utf-8', 'replace')}")
    try:
        smtp.send(_with_dots(mail))
        code, words = smtp.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise Unknown(str(error) or type(error).__name__) from error
    if code != _TAKEN:
        raise NotSent(f"the server refuses the mail: {code} {words.decode('utf-8', 'replace')}")


def _with_dots(mail: bytes) -> bytes:
    """The text as SMTP wants it: CRLF lines, leading dots doubled, a dot at the end."""
    lines = mail.replace(b"\r\n", b"\n").rstrip(b"\n").split(b"\n")
    doubled = (b"." + line if line.startswith(b".") else line for line in lines)
    return b"\r\n".join(doubled) + b"\r\n.\r\n"


class _Smtp(smtplib.SMTP):
    """The standard library's client, over a stream that it did not open itself."""

    def __init__(self, server: Server, connect: Connect) -> None:
        self._server = server
        self._connect = connect
        super().__init__(server.host, server.port, _MYSELF, timeout=_SECONDS)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        stream = self._connect(host, port)
        stream.settimeout(timeout)
        if self._server.security == "tls":
            return self._server.tls.wrap_socket(stream, server_hostname=host)
        return stream

    def __exit__(self, *details: object) -> None:
        # Goodbyes are polite, but what was sent is sent, whatever the server answers to them.
        try:
            self.docmd("QUIT")
        except (OSError, smtplib.SMTPException):
            pass
        finally:
            self.close()


def _in_words(error: smtplib.SMTPException) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "the server does not accept the user name and password"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return f"the server cannot do what is needed: {error}"
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        return f"{error.smtp_code} {words}"
    return str(error) or type(error).__name__
