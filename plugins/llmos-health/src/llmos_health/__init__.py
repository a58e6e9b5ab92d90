"""Answers about a health export, in llmos."""

import os

# numpy's library for matrices starts a thread for each processor when it is loaded. The products
# here are small, and starting threads takes longer. It reads this once, so it must stand first.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
