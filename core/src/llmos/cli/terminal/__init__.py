"""The terminal: what is drawn on it and what is asked at it. Nothing here knows a command."""
