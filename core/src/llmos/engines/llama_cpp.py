"""A GGUF file in this process, through llama-cpp-python.

A forced tool becomes a grammar, so that the model cannot answer anything else; its schema is not
shown to the model, because templates differ in how, and the messages say what is wanted.
"""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Any

from llmos.engines.base import completion, forced_tool, tool_message
from llmos.engines.grammar import plain
from llmos.engines.prompting import in_words
from llmos.engines.silence import complaints
from llmos.engines.threads import free_threads
from llmos.errors import EngineError

_CONTEXT = 8192  # tokens; enough for the tools, a request and a long mail
_BATCH = 64  # tokens read between two looks at Ctrl-C; larger ones read no faster on a CPU
_LONGEST_ANSWER = 512  # tokens, unless the request says otherwise
_SEED = 1


class LlamaCppEngine:
    """Runs the weights at `path`, which are loaded at the first request.

    Ctrl-C stops an answer between two tokens; the engine can be used again afterwards.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.stem

    def complete(self, **request: Any) -> dict[str, Any]:
        """One chat completion; a forced tool is answered with arguments of its form."""
        tool = forced_tool(request)
        answer = self._answer(request, None if tool is None else self._grammar(tool))
        text, reason = answer["message"]["content"] or "", answer["finish_reason"]
        if tool is None:
            return completion({"content": text}, reason)
        finished = "tool_calls" if reason == "stop" else reason
        return completion(tool_message(tool["name"], text), finished)

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
        return library.Llama(
            str(self.path), n_ctx=_CONTEXT, n_batch=_BATCH, n_ubatch=_BATCH, verbose=False
        )

    def _answer(self, request: dict[str, Any], rules: Any) -> dict[str, Any]:
        llama = self._llama
        threads = free_threads()
        _library().llama_set_n_threads(llama.ctx, threads, threads)
        try:
            answer: dict[str, Any] = llama.create_chat_completion(
                in_words(request["messages"]),
                temperature=request.get("temperature", 0.0),
                max_tokens=request.get("max_tokens", _LONGEST_ANSWER),
                repeat_penalty=1.0,  # names and punctuation of JSON repeat by right
                seed=_SEED,
                grammar=rules,
            )["choices"][0]
        except (ValueError, RuntimeError) as error:
            raise EngineError(
                f"The engine {self.name} could not answer: {error}.",
                hint="A shorter request may help.",
            ) from error
        return answer

    def _grammar(self, tool: dict[str, Any]) -> Any:
        """The tool's parameters as a grammar that llama.cpp has accepted.

        Checked here because llama-cpp-python would carry on without one that is not accepted.
        """
        library, llama = _library(), self._llama
        complaints().forget()
        rules = library.llama_grammar.json_schema_to_gbnf(json.dumps(plain(tool["parameters"])))
        vocabulary = library.llama_model_get_vocab(llama.model)
        sampler = library.llama_sampler_init_grammar(vocabulary, rules.encode(), b"root")
        if not sampler:
            raise EngineError(
                f"The form of {tool['name']} cannot be enforced: {complaints().first()}.",
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
