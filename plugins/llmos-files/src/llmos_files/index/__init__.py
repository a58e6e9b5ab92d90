"""The index: what stands in which file, found by words and by meaning. Knows nothing of llmos."""
