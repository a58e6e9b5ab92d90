"""Tone: how a text sounds, by the words that carry it. No files but the cues, and no model."""
