"""Putting a table into a document: into Markdown, Word and Excel files, and nothing besides."""
