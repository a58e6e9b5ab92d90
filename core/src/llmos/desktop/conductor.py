"""Tells LibreOffice to show a slide, and asks it which one it shows. Not part of llmos's process.

Run as `python conductor.py PIPE URL SLIDE` by a Python that has `uno`; it prints one line of JSON.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

_TRIES = 600
_PAUSE = 0.1


def main(pipe: str, url: str, slide: int) -> dict[str, Any]:
    """Open the presentation, start its show at the slide, and say which is shown."""
    import uno  # type: ignore[import-not-found]  # only the Python that this is run by has it

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    context = _until(
        lambda: resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
    )
    if context is None:
        return {"error": "it does not answer."}
    desktop = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", context
    )
    document = desktop.loadComponentFromURL(url, "_default", 0, ())
    if document is None or not hasattr(document, "getPresentation"):
        return {"error": "it is not a presentation."}
    return _show(document, slide)


def _show(document: Any, slide: int) -> dict[str, Any]:
    count = document.getDrawPages().getCount()
    if slide > count:
        return {"error": f"it has only {count} slides."}
    show = document.getPresentation()
    show.start()
    controller = _until(show.getController)
    if controller is None:
        return {"error": "the show did not start."}
    controller.gotoSlideIndex(slide - 1)
    _until(lambda: controller.getCurrentSlideIndex() == slide - 1)
    return {"slide": controller.getCurrentSlideIndex() + 1, "of": count}


def _until(attempt: Any) -> Any:
    """What the attempt gives as soon as it gives anything."""
    for _ in range(_TRIES):
        try:
            if found := attempt():
                return found
        except Exception:
            pass  # LibreOffice is still starting
        time.sleep(_PAUSE)
    return None


if __name__ == "__main__":
    answer = main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    sys.stdout.write(json.dumps(answer) + "\n")
