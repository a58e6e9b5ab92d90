"""A plugin that tries to get out. Its attacks and its honest deeds are tools of their own."""
