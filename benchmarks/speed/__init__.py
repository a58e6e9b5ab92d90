"""What `benchmarks/routing.py` is made of.

many.py        as many tools as wanted: the described ones, and made-up ones besides
fresh.py       a process of its own that takes one measure
kept.py        measures that were taken already
slowly.py      a long prompt, read in several processes
neighbour.py   threads beside a busy process
"""
