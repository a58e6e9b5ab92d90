"""A GGUF file in this process, through llama-cpp-python.

A forced tool becomes a grammar, so that the model cannot answer anything else; its schema is not
shown to the model, because templates differ in how, and the messages say what is wanted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llmos.engines.base import Tokens, completion, forced_tool, tool_message
from llmos.engines.encoding import state
from llmos.engines.finite import decide, is_finite
from llmos.engines.grammar import plain
from llmos.engines.marks import marked
from llmos.engines.meter import Meter
from llmos.engines.prefixes import Prefixes
from llmos.engines.prompting import in_words
from llmos.engines.reading import LlamaReading
from llmos.engines.scoring import likelihoods
from llmos.engines.silence import complaints
from llmos.engines.template import drawn
from llmos.engines.threads import free_threads
from llmos.errors import EngineError
from llmos.events import Watcher, unwatched

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CONTEXT = 8192  # tokens; enough for the tools, a request and a long mail
_BATCH = 64  # tokens read between two looks at Ctrl-C; larger ones read no faster on a CPU
_LONGEST_ANSWER = 512  # tokens, unless the request says otherwise
_SEED = 1

Message = dict[str, Any]


class LlamaCppEngine:
    """Runs the weights at `path`, which are loaded at the first request.

    Ctrl-C stops an answer between two tokens; the engine can be used again afterwards. What all
    messages but the last say is kept in the folder `prefixes`, so that it is read only once.
    """

    def __init__(self, path: Path, prefixes: Path | None = None) -> None:
        self.path = path
        self._prefixes = Prefixes(prefixes, path)
        self._meter = Meter()
        self.watcher: Watcher = unwatched

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.stem

    @property
    def tokens(self) -> Tokens:
        """What it has read and written so far."""
        return self._meter.tokens

    def complete(self, **request: Any) -> dict[str, Any]:
        """One chat completion; a forced tool is answered with arguments of its form."""
        tool = forced_tool(request)
        if tool is not None and is_finite(form := plain(tool["parameters"])):
            decided = self._decided(request, form)
            self._meter.wrote(self._tokens(decided))
            return completion(tool_message(tool["name"], decided), "tool_calls")
        answer = self._answer(request, self._rules(request, tool))
        text, reason = answer["message"]["content"] or "", answer["finish_reason"]
        self._meter.wrote(self._tokens(text))
        if tool is None:
            return completion({"content": text}, reason)
        finished = "tool_calls" if reason == "stop" else reason
        return completion(tool_message(tool["name"], text), finished)

    def stream(self, **request: Any) -> Iterator[str]:
        """The words of one answer, token by token."""
        try:
            for part in self._chat(request, stream=True):
                yield part["choices"][0]["delta"].get("content") or ""
        except (ValueError, RuntimeError) as error:
            raise self._failed(error) from error

    def score(self, messages: Sequence[Message], opening: str, names: Sequence[str]) -> list[float]:
        """The logarithm of each name's likelihood as what the answer says after `opening`.

        A name ends with the character that closes it, so that none is the beginning of another.
        """
        llama = self._ready()
        try:
            llama.eval([*self._begin(messages), *self._tokens(opening)])
            return likelihoods(LlamaReading(llama), [self._tokens(name) for name in names])
        except (ValueError, RuntimeError) as error:
            raise self._failed(error) from error

    def encode(self, text: str) -> NDArray[np.float32]:
        """What the model makes of a text: the state of its last layer, one row."""
        llama = self._ready()
        try:
            return state(llama, self._tokens(text))
        except (ValueError, RuntimeError) as error:
            raise self._failed(error) from error

    def close(self) -> None:
        """Free the weights."""
        if "_llama" in self.__dict__:
            self.__dict__.pop("_llama").close()

    @cached_property
    def _llama(self) -> Any:
        library = _library()
        complaints().forget()
        try:
            return self._load(library)
        except (ValueError, OSError) as error:
            raise EngineError(
                f"{self.path} cannot be loaded: {complaints().first() or error}.",
                hint="The file may be damaged: fetch it again with llmos models pull.",
            ) from error

    def _load(self, library: Any) -> Any:
        llama = library.Llama(
            str(self.path),
            n_ctx=_CONTEXT,
            n_batch=_BATCH,
            n_ubatch=_BATCH,
            use_mmap=False,  # weights are laid out anew for the processor; mapped they count twice
            verbose=False,
        )
        llama.eval = self._meter.counting(llama.eval)  # whatever reads or writes, goes through it
        return llama

    def _ready(self) -> Any:
        """The model, computing with as many threads as are free now."""
        llama, threads = self._llama, free_threads()
        _library().llama_set_n_threads(llama.ctx, threads, threads)
        return llama

    def _begin(self, messages: Sequence[Message]) -> list[int]:
        """Let the model read what all requests share; the tokens that are still to be read."""
        said = in_words(messages)
        first, own = drawn(self._llama, said[:2])
        self._prefixes.begin(self._llama, self._tokens(first), self.watcher)
        if len(said) > 2:
            whole = "".join(drawn(self._llama, said))
            own = whole[len(first) :]
        return self._tokens(own)

    def _decided(self, request: dict[str, Any], form: dict[str, Any]) -> str:
        llama = self._ready()
        try:
            return decide(LlamaReading(llama), self._begin(request["messages"]), form, self._tokens)
        except (ValueError, RuntimeError) as error:
            raise self._failed(error) from error

    def _tokens(self, text: str) -> list[int]:
        tokens: list[int] = self._llama.tokenize(text.encode(), add_bos=False, special=True)
        return tokens

    def _failed(self, error: Exception) -> EngineError:
        return EngineError(
            f"The engine {self.name} could not answer: {error}.",
            hint="A shorter request may help.",
        )

    def _answer(self, request: dict[str, Any], rules: Any) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = self._chat(request, grammar=rules)["choices"][0]
        except (ValueError, RuntimeError) as error:
            raise self._failed(error) from error
        return answer

    def _chat(self, request: dict[str, Any], **how: Any) -> Any:
        """llama-cpp-python's answer: whole, or with `stream` its parts."""
        llama = self._ready()
        messages = in_words(request["messages"])
        if len(messages) > 1:
            self._begin(messages)
        return llama.create_chat_completion(
            messages,
            temperature=request.get("temperature", 0.0),
            max_tokens=request.get("max_tokens", _LONGEST_ANSWER),
            repeat_penalty=1.0,  # names and punctuation of JSON repeat by right
            seed=_SEED,
            **how,
        )

    def _rules(self, request: dict[str, Any], tool: dict[str, Any] | None) -> Any:
        """The grammar of the answer; None where it may be anything."""
        if tool is not None:
            form = json.dumps(plain(tool["parameters"]))
            rules = _library().llama_grammar.json_schema_to_gbnf(form)
            return self._grammar(rules, f"The form of {tool['name']}")
        marks = request.get("marks")
        return self._grammar(marked(marks), "The order of marks") if marks else None

    def _grammar(self, rules: str, what: str) -> Any:
        """A grammar that llama.cpp has accepted.

        Checked here because llama-cpp-python would carry on without one that is not accepted.
        """
        library, llama = _library(), self._llama
        complaints().forget()
        vocabulary = library.llama_model_get_vocab(llama.model)
        sampler = library.llama_sampler_init_grammar(vocabulary, rules.encode(), b"root")
        if not sampler:
            raise EngineError(
                f"{what} cannot be enforced: {complaints().first()}.",
                hint="Simplify the parameters of the tool or the fields of the schema.",
            )
        library.llama_sampler_free(sampler)
        return library.LlamaGrammar(_grammar=rules)


def _library() -> Any:
    # Imported here because it takes 0.3 s and only this engine needs it.
    try:
        import llama_cpp
    except (ImportError, OSError, RuntimeError) as error:
        raise EngineError(
            "llama-cpp-python, which runs the model, is not installed or cannot be loaded.",
            hint='pip install "llmos[local]" builds it; that needs a C++ compiler.',
        ) from error
    return llama_cpp
