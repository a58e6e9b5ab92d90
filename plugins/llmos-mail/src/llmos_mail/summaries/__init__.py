"""Summaries: the sentences that matter, each with the message that says it. No model."""
