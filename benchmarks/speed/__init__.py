"""What `benchmarks/routing.py` is made of.

many.py    as many tools as wanted: the described ones, and made-up ones besides
fresh.py   a process of its own that answers one request and says what that took
"""
