"""Reading: from bytes on disk to a `Message`. Knows Maildir, mbox and MIME, and no database."""
