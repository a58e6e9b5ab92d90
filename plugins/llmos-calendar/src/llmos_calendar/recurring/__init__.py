"""When things happen: entries laid out in time, and series counted behind hard limits.

`expansion.occurrences` is what other rooms call.
"""
