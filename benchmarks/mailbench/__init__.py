"""What `benchmarks/mail.py` is made of: made-up mailboxes, the peers, the plugin itself."""
