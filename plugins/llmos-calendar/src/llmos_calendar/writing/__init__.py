"""Changing calendars without touching what is not meant.

`document` finds lines in a file's bytes, `lines` writes new ones; `creating`, `moving`,
`cancelling` and `tasks` turn one file's bytes into others; `shelf` puts them where they belong, if
nobody else has been there meanwhile. Everything that no change names stays byte for byte.
"""
