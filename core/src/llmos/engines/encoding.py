"""What a model makes of a text before it says anything: the state of its last layer.

It is the row of numbers from which the next word would be drawn. With a text that asks for one, it
holds what the model understood, and costs no more than reading the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from llmos.engines.reading import shared

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def state(llama: Any, tokens: Sequence[int]) -> NDArray[np.float32]:
    """The state after these tokens, one row; what it has read of them already is not read again."""
    import llama_cpp  # whoever has a model has loaded it
    import numpy as np

    llama.n_tokens = shared(llama, tokens[:-1])
    llama_cpp.llama_set_embeddings(llama.ctx, True)
    try:
        llama.eval(tokens[llama.n_tokens :])
        row = llama_cpp.llama_get_embeddings_ith(llama.ctx, -1)
        return np.array(np.ctypeslib.as_array(row, (llama.n_embd(),)), np.float32)
    finally:
        llama_cpp.llama_set_embeddings(llama.ctx, False)
