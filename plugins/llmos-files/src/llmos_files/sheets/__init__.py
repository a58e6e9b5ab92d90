"""Tables in workbooks: where they stand, what their columns hold, and typed questions to them."""
