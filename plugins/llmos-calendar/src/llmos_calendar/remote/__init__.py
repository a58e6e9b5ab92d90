"""Calendars that lie on servers: CalDAV accounts and feeds, mirrored into the plugin's own folder.

What was fetched is indexed like any other folder of .ics files, so that reading over CalDAV and
reading the files are the same thing.
"""
