"""Statistics of daily figures, each with its uncertainty."""
