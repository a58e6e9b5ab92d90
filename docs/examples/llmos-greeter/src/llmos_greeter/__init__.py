"""The smallest complete llmos plugin."""
