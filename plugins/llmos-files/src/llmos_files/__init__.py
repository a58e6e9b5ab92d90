"""llmos-files: what is in my documents."""
