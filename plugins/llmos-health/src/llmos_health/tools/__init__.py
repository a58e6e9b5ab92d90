"""The tools: what they take and give back. The work is done in the rooms below."""
