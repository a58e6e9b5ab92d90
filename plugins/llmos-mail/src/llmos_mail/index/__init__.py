"""The index: one SQLite file that follows the sources and finds messages. It can be rebuilt."""
