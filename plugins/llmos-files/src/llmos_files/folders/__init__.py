"""The granted folders: what lies in them, what is passed over, and how to get at it safely."""
