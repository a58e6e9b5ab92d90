"""The command line: one file for each group of commands.

At start-up this package imports click and itself only. What a command needs it imports when it
runs, so `llmos --help` stays quick whatever is installed; a test watches over that.

app.py        the commands put together, and how errors end
door.py       the kernel as the command line opens it
asking.py     questions to the user in the terminal
confirmation.py  how a call that changes or sends something is shown
holding.py    the seconds in which sending can be taken back
screen.py     printing: for people, for pipes, and as JSON
drawing.py    blocks and tables for people, drawn with Rich
plain.py      the same for pipes
differences.py  a difference as lines, for both
pictures.py   saving an answer's pictures
inert.py      other people's characters made harmless
progress.py   bars for long work
"""

from llmos.cli.app import main

__all__ = ["main"]
