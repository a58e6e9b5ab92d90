"""Watching: conditions that the user set on new mail, and which messages meet them."""
