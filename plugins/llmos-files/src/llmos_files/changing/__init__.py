"""Changing files: beneath granted folders, whole or not at all, and never for good."""
