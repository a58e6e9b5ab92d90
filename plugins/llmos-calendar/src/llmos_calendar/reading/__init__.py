"""Reading iCalendar files, whoever wrote them, and never raising for what they hold.

`reader.read` is what other rooms call: bytes in, entries and problems in words out. It reads the
lines itself, because the icalendar library takes several times as long (`benchmarks/calendars.py`
says how many); a test holds every entry of every file that it can find to what the library says.
Time zones that a file defines itself are the library's work (`own_zones`).
"""
