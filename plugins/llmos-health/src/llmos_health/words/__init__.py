"""Words instead of figures: how a day was, compared with the weeks before it."""
