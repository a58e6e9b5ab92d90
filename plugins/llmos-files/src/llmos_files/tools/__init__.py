"""The tools: what they take and give back, one file for each group. The rooms do the work."""
