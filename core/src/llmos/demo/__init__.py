"""The sample home: an invented person's last few weeks, made anew up to the present moment.

Her life is data (`life/`); the modules beside it date her mail, write it down and say what is
truly still open in it, so that answers can be compared with the truth.
"""

from __future__ import annotations

from llmos.demo.building import build
from llmos.demo.sample import ExpectedFollowUp, SampleHome

__all__ = ["ExpectedFollowUp", "SampleHome", "build"]
