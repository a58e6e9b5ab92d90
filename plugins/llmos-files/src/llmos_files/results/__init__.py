"""What the tools give back, and how it is shown; one file for each group of tools."""
