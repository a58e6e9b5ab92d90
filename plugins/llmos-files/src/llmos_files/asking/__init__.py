"""From a question in plain words to a typed query of a real table, without any model."""
