"""From the bytes of one file to passages of text with their places. Knows nothing of llmos."""
