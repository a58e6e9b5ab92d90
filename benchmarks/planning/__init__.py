"""What `benchmarks/plans.py` is made of: a home to run in, its effects, and the judge."""
