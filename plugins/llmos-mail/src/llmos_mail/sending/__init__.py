"""Sending and keeping: a mail into a folder of a Maildir, and out over SMTP."""
