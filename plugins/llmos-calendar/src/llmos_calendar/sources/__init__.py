"""Where calendars lie: .ics files, folders of them, and other programs' own stores.

`listing.listed` is what the index calls: what lies there, cheaply, without reading it.
"""
