"""HTTP over the kernel's connection: what CalDAV needs of a session, and nothing else.

The plugin can open no socket. `Wire` asks for connected streams (`ctx.connect`), speaks TLS over
them with the standard library, and looks like a `requests` session to the caldav library.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from llmos import ToolError
from llmos_calendar.remote.digest import Digest

Connect = Callable[[str, int], socket.socket]

_SILENCE_SECONDS = 60.0
_BODY_BYTES = 200_000_000
_REDIRECTS = 5
_MOVED = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Answer:
    """What a server answered; the names are those of `requests`."""

    status_code: int
    reason: str
    headers: Mapping[str, str]
    content: bytes
    url: str

    @property
    def text(self) -> str:
        """The body as text."""
        return self.content.decode("utf-8", "replace")


@dataclass
class Wire:
    """A session with the server of one account. Its password goes nowhere else."""

    connect: Connect
    home: str
    user: str = ""
    password: Callable[[], str] = lambda: ""
    _open: dict[tuple[str, str, int], http.client.HTTPConnection] = field(default_factory=dict)
    _secret: str = ""
    _digest: Digest | None = None

    def request(
        self,
        method: str,
        url: str,
        data: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        **_: Any,
    ) -> Answer:
        """Ask the server; a server that cannot be understood is a ToolError in words."""
        for _attempt in range(_REDIRECTS):
            answer = self._ask(method, url, data, headers or {})
            place = answer.headers.get("Location")
            if answer.status_code not in _MOVED or not place:
                return answer
            url = urljoin(url, place)
        raise ToolError(f"{urlsplit(url).hostname} sends llmos from one address to the next.")

    def close(self) -> None:
        """End all connections."""
        for connection in self._open.values():
            connection.close()
        self._open.clear()

    def _ask(
        self, method: str, url: str, data: bytes | str | None, headers: Mapping[str, str]
    ) -> Answer:
        parts = urlsplit(url)
        body = data.encode() if isinstance(data, str) else data
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        plain = {name: str(value) for name, value in headers.items()}
        answer = self._sent(
            parts, method, target, body, plain | self._credentials(parts, method, target)
        )
        if answer.status_code != 401 or not self._is_challenged(parts, answer):
            return answer
        return self._sent(
            parts, method, target, body, plain | self._credentials(parts, method, target)
        )

    def _sent(
        self,
        parts: SplitResult,
        method: str,
        target: str,
        body: bytes | None,
        sent: Mapping[str, str],
    ) -> Answer:
        try:
            return self._exchange(parts, method, target, body, sent)
        except (http.client.HTTPException, ConnectionError):
            # A server may end a connection that was quiet; the next one is fresh.
            self._drop(parts)
        try:
            return self._exchange(parts, method, target, body, sent)
        except ssl.SSLError as error:
            raise self._failed(parts, f"the connection is not secure ({error.reason})") from error
        except (http.client.HTTPException, OSError) as error:
            raise self._failed(parts, str(error) or type(error).__name__) from error

    def _exchange(
        self,
        parts: SplitResult,
        method: str,
        target: str,
        body: bytes | None,
        headers: Mapping[str, str],
    ) -> Answer:
        connection = self._connection(parts)
        connection.request(method, target, body=body, headers=dict(headers))
        response = connection.getresponse()
        content = response.read(_BODY_BYTES + 1)
        if len(content) > _BODY_BYTES:
            self._drop(parts)
            raise self._failed(parts, f"it sent more than {_BODY_BYTES // 1_000_000} MB")
        if response.will_close:
            self._drop(parts)
        told = http.client.HTTPMessage()
        for name, value in response.getheaders():
            told[name] = value
        return Answer(response.status, response.reason, _Headers(told), content, parts.geturl())

    def _connection(self, parts: SplitResult) -> http.client.HTTPConnection:
        key = _key(parts)
        if key not in self._open:
            scheme, host, port = key
            stream = self.connect(host, port)
            stream.settimeout(_SILENCE_SECONDS)
            if scheme == "https":
                stream = ssl.create_default_context().wrap_socket(stream, server_hostname=host)
            connection = http.client.HTTPConnection(host, port)
            connection.sock = stream
            self._open[key] = connection
        return self._open[key]

    def _drop(self, parts: SplitResult) -> None:
        if connection := self._open.pop(_key(parts), None):
            connection.close()

    def _credentials(self, parts: SplitResult, method: str, target: str) -> dict[str, str]:
        """What proves who asks, for the account's own server only."""
        if not self._is_home(parts):
            return {}
        self._secret = self._secret or self.password()
        if self._digest is not None:
            told = self._digest.answer(self.user, self._secret, method, target)
        else:
            told = "Basic " + b64encode(f"{self.user}:{self._secret}".encode()).decode()
        return {"Authorization": told}

    def _is_challenged(self, parts: SplitResult, answer: Answer) -> bool:
        """Whether the server asks for an answer to a new challenge, as those with Digest do."""
        if self._is_home(parts):
            self._digest = Digest.of(answer.headers.get("WWW-Authenticate") or "")
        return self._is_home(parts) and self._digest is not None

    def _is_home(self, parts: SplitResult) -> bool:
        return bool(self.user) and _key(parts) == _key(urlsplit(self.home))

    def _failed(self, parts: SplitResult, why: str) -> ToolError:
        return ToolError(f"{parts.hostname} cannot be asked for its calendars: {why}.")


class _Headers(dict[str, str]):
    """Header fields whose names are the same in any letters."""

    def __init__(self, message: http.client.HTTPMessage) -> None:
        # A field that is there twice, as challenges may be, says both.
        joined = {name: ", ".join(message.get_all(name, [])) for name in message}
        super().__init__(joined)
        self._plain = {name.lower(): value for name, value in joined.items()}

    def get(self, name: str, default: Any = None) -> Any:
        return self._plain.get(name.lower(), default)

    def __getitem__(self, name: str) -> str:
        return self._plain[name.lower()]

    def __contains__(self, name: object) -> bool:
        return str(name).lower() in self._plain


def _key(parts: SplitResult) -> tuple[str, str, int]:
    scheme = "https" if parts.scheme in ("https", "webcal") else "http"
    return scheme, parts.hostname or "", parts.port or (443 if scheme == "https" else 80)
