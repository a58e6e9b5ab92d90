"""The index: one SQLite file that follows the calendars and knows when things are.

It can be rebuilt. Occurrences of series are laid out for whole years; a question about other years
lays those out first (`years`).
"""
