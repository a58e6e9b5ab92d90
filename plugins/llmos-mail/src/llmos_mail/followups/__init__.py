"""Follow-ups: who waits for whom. Pure rules over messages; no database, no files, no model."""
