"""A server of the user's own that speaks OpenAI's chat-completion form.

Only the configured URL is contacted: no proxy of the environment, no redirect, no other key than
the one that the configuration names.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from llmos.config import EngineConfig
from llmos.engines.base import Tokens
from llmos.errors import ConfigError, EngineError

if TYPE_CHECKING:
    import openai

_PATIENCE = 120.0  # seconds without a byte; a large model on a small server is slow


class OpenAIEngine:
    """Asks the server at `config.url` for `config.model`."""

    def __init__(self, config: EngineConfig) -> None:
        if not config.url:
            raise ConfigError(
                'The engine "openai" needs the URL of a server.',
                hint="llmos models use URL sets it.",
            )
        self._config = config
        self._tokens = Tokens()

    @property
    def tokens(self) -> Tokens:
        """What the server says that it has read and written so far."""
        return self._tokens

    @property
    def name(self) -> str:
        """The model and the server."""
        return f"{self._config.model} at {self._config.url}".strip()

    def complete(self, **request: Any) -> dict[str, Any]:
        """One chat completion of the server's."""
        with self._sentences():
            answer = self._asked(request)
        return self._checked(answer)

    def stream(self, **request: Any) -> Iterator[str]:
        """The words of one answer, as the server sends them."""
        with self._sentences(), self._asked(request, stream=True) as parts:
            for part in parts:
                if part.choices:  # some servers end with a part that only counts
                    yield part.choices[0].delta.content or ""

    def _asked(self, request: dict[str, Any], **how: Any) -> Any:
        settings = {"temperature": 0.0, **request, **how}
        settings.pop("marks", None)  # no part of the form that servers speak
        return self._client.chat.completions.create(model=self._config.model, **settings)

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        """The client's errors as ours."""
        _ = self._client  # which says itself why it cannot be loaded
        import openai

        try:
            yield
        except openai.APIConnectionError as error:
            raise EngineError(
                f"No server answers at {self._config.url}.",
                hint="Start it, or choose another engine with llmos models use.",
            ) from error
        except openai.APIStatusError as error:
            raise self._refused(error) from error
        except openai.OpenAIError as error:
            raise EngineError(f"{self._config.url} gave no usable answer: {error}.") from error

    def close(self) -> None:
        """Close the connections."""
        if "_client" in self.__dict__:
            self.__dict__.pop("_client").close()

    def _checked(self, answer: Any) -> dict[str, Any]:
        if not getattr(answer, "choices", None):
            raise EngineError(
                f"{self._config.url} answered with something that is no chat completion.",
                hint="Servers that speak OpenAI's form usually want a URL that ends in /v1.",
            )
        if answer.usage:
            read, written = answer.usage.prompt_tokens, answer.usage.completion_tokens
            self._tokens = Tokens(self._tokens.read + read, self._tokens.written + written)
        data: dict[str, Any] = answer.model_dump()
        return data

    @cached_property
    def _client(self) -> openai.OpenAI:
        # Imported here because it takes a second and other engines do without.
        try:
            import openai
        except ImportError as error:
            raise EngineError(
                "The client for OpenAI-compatible servers is not installed.",
                hint='pip install "llmos[local]"',
            ) from error
        return openai.OpenAI(
            base_url=self._config.url,
            api_key=self._key(),
            organization="",  # an empty one, lest the environment's be sent
            project="",
            max_retries=0,
            timeout=_PATIENCE,
            http_client=openai.DefaultHttpxClient(trust_env=False, follow_redirects=False),
        )

    def _key(self) -> str:
        variable = self._config.key_variable
        if not variable:
            return "none"  # the client wants one; servers without keys ignore it
        if not os.environ.get(variable):
            raise ConfigError(
                f"The key for {self._config.url} is missing: the environment variable"
                f" {variable} is not set.",
                hint=f"Set {variable} and ask again.",
            )
        return os.environ[variable]

    def _refused(self, error: openai.APIStatusError) -> EngineError:
        wrong_key = error.status_code in (401, 403)
        return EngineError(
            f"{self._config.url} refused with status {error.status_code}: {error.message}",
            hint="Check its key: key_variable in config.toml names it." if wrong_key else "",
        )
