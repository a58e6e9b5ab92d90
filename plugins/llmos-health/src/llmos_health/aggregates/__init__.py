"""From records to days: totals by Apple's order of sources, averages, nights."""
