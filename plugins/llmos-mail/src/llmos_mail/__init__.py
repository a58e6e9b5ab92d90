"""llmos-mail: search, read and follow up on a person's mail. `plugin` holds the hooks."""
