"""Composing: from what the user wants to say to the bytes of a mail. No files, no network."""
