"""What runs a language model. Everything above speaks to an engine, never to a library.

base.py         what an engine is: the OpenAI chat-completion form, in and out
opening.py      the engine that the user has chosen
llama_cpp.py    a GGUF file, in this process
openai.py       a server of the user's own that speaks the same form
scripted.py     prepared answers, for tests and for authors of plugins
structured.py   typed answers from any of them: the one file that knows Instructor
extraction.py   facts out of a text, in a form that is given
wording.py      a few sentences
marks.py        placeholders that an answer must hold in their order
embedding.py    vectors for sentences, to compare meanings

references.py   JSON schemas without references
forms.py        JSON schemas from outside, as forms to fill in
framing.py      other people's words in a prompt

prefixes.py     beginnings of prompts that were read once, kept on disk
scoring.py      how likely each of some names is as what comes next
encoding.py     what a model makes of a text, before it says anything
finite.py       answers that are decided rather than written: every value is one of a few

grammar.py, prompting.py, template.py, reading.py, meter.py, threads.py and silence.py serve
llama_cpp.py.
None of the libraries behind these files is loaded before its first use.
"""

from __future__ import annotations

from llmos.engines.base import Engine, Inspectable, Streamer, Tokens, Watched, tokens_of
from llmos.engines.embedding import Embedder
from llmos.engines.extraction import extract
from llmos.engines.framing import ONLY_DATA, framed
from llmos.engines.marks import is_mark
from llmos.engines.opening import open_embedder, open_engine
from llmos.engines.references import inlined
from llmos.engines.scripted import ScriptedEngine
from llmos.engines.structured import create
from llmos.engines.wording import words_of, write

__all__ = [
    "ONLY_DATA",
    "Embedder",
    "Engine",
    "Inspectable",
    "ScriptedEngine",
    "Streamer",
    "Tokens",
    "Watched",
    "create",
    "extract",
    "framed",
    "inlined",
    "is_mark",
    "open_embedder",
    "open_engine",
    "tokens_of",
    "words_of",
    "write",
]
