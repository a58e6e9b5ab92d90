"""Synthetic exports: the same seed gives the same bytes. `python -m llmos_health.generating`."""
