"""How well requests are understood: labelled requests, judged one by one, and figures over all.

labelled.py   the file format of labelled requests, and of tools that stand in for installed ones
judging.py    whether one route is what its label says
figures.py    accuracy, refusals, latency and confusions over many
"""

from __future__ import annotations

from llmos.router.evaluating.figures import Figures, figures
from llmos.router.evaluating.judging import Judged, judge
from llmos.router.evaluating.labelled import Labelled, Wanted, read_labelled, read_tools

__all__ = [
    "Figures",
    "Judged",
    "Labelled",
    "Wanted",
    "figures",
    "judge",
    "read_labelled",
    "read_tools",
]
