"""What the tools give back, and how it is shown."""
