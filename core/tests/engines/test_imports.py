"""What importing the engines and the router does not load."""

from __future__ import annotations

import subprocess
import sys

HEAVY = "instructor llama_cpp numpy openai onnxruntime tokenizers jsonschema httpx requests"


def test_importing_engines_and_router_loads_none_of_the_libraries_behind_them():
    loaded = f"set({HEAVY.split()}) & set(sys.modules)"
    code = f"import sys, llmos.engines, llmos.router; print(*{loaded})"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == ""
