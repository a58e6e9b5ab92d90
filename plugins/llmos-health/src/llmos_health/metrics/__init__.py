"""What is measured: the metrics that are known, their names, and their units."""
