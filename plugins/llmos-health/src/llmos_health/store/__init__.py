"""The store: blocks of records by metric and month, and the daily figures made from them."""
