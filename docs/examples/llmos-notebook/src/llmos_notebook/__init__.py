"""A plugin that changes something: a notebook, with preview and undo."""
